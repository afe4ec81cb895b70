"""The practice site: a service of our own on loopback that behaves well and badly on request."""
