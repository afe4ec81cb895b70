"""A document read with the browser's own functions, whatever the page made of its own.

Owns the world of ours beside the page's: the same document, but no script of the page can replace
a function in it. Knows nothing of what is asked there.
"""

from typing import TYPE_CHECKING, Any

from optout_profiles.errors import StepFailed

if TYPE_CHECKING:
    from playwright.async_api import CDPSession
    from playwright.async_api import Page as PlaywrightPage

NAME = "optout-tui"


class World:
    """Our world in the document that a page shows; each document begins a new one."""

    def __init__(self, page: "PlaywrightPage") -> None:
        self._page = page
        self._session: CDPSession | None = None
        self._frame_id = ""

    async def call(self, function: str, asked: object = None) -> Any:
        """Return what a function of JavaScript makes of ``asked`` in the document of this moment.

        Raises what Playwright raises, and ``StepFailed`` where the function itself failed.
        """
        if self._session is None:
            session = await self._page.context.new_cdp_session(self._page)
            tree = await session.send("Page.getFrameTree")
            self._frame_id = tree["frameTree"]["frame"]["id"]  # the page's own: it stays
            self._session = session
        send = self._session.send
        # Asked anew each time: in another process an id that was kept may mean the page's world.
        asked_of = {"frameId": self._frame_id, "worldName": NAME}
        ours = await send("Page.createIsolatedWorld", asked_of)
        answer = await send(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": function,
                "executionContextId": ours["executionContextId"],
                "arguments": [{"value": asked}],
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        if "exceptionDetails" in answer:
            raise StepFailed("call")
        return answer["result"].get("value")
