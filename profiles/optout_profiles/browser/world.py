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

    async def call(self, function: str, asked: object = None) -> Any:
        """Return what a function of JavaScript makes of ``asked`` in the document of this moment.

        Raises what Playwright raises, and ``StepFailed`` where the function itself failed.
        """
        if self._session is None:
            self._session = await self._page.context.new_cdp_session(self._page)
        send = self._session.send
        # Asked anew each time: in another process an id that was kept may mean the page's world.
        tree = await send("Page.getFrameTree")
        frame_id = tree["frameTree"]["frame"]["id"]
        ours = await send("Page.createIsolatedWorld", {"frameId": frame_id, "worldName": NAME})
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
