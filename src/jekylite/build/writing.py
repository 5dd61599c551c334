"""The last part of a build: what was rendered comes to the destination, and what is made no more goes.

Source: Jekyll 4.4.1 site.rb (`cleanup`, `write`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from jekylite.build.rendering import is_cacheless
from jekylite.config.config import Config
from jekylite.incremental import store
from jekylite.model.document import Document
from jekylite.model.hooks import Hooks
from jekylite.model.page import Page
from jekylite.model.site import Site
from jekylite.write import cleaner, destination
from jekylite.write.inventory import Inventory
from jekylite.write.outputs import Output


class Writing:
    """Of one build.

    Args:
        planned: the files to be, by their path below the destination.
        records: knows which destinations are this site's.
        inventory: of the destination.

    Attributes:
        removed: paths below the destination of what went.
    """

    def __init__(
        self,
        site: Site,
        config: Config,
        hooks: Hooks,
        planned: dict[str, Output],
        records: store.Store,
        inventory: Inventory,
    ) -> None:
        self._site = site
        self._config = config
        self._hooks = hooks
        self._planned = planned
        self._records = records
        self._inventory = inventory
        self.removed: list[str] = []
        inventory.begin(site.destination)

    def find_obsolete(self, *, force: bool) -> None:
        """Find what is made no more.

        Args:
            force: it may be anybody's.

        Raises:
            OutputError: the destination holds files that this site did not make.
        """
        root = self._site.destination
        self.removed = cleaner.obsolete(self._inventory, self._planned, self._config.keep_files)
        if not force:
            cleaner.refuse_foreign(
                root, self._site.source, self.removed, is_known=lambda: self._records.knows(root)
            )
        self._hooks.fire("clean", "on_obsolete", self.removed)

    def publish(self, publishing: Callable[[], AbstractContextManager[None]]) -> destination.Published:
        """Write what is new, and remove what has been found to be obsolete.

        Args:
            publishing: held meanwhile.

        Raises:
            OutputError: the file system refuses.
        """
        root, config = self._site.destination, self._config
        keep_links = config.environment != "production" and not config.safe
        self._records.remember(root)  # first, so that the next build knows it whatever happens to this one
        with publishing():
            published = destination.publish(
                root, self._planned.values(), self._inventory, keep_links=keep_links
            )
            cleaner.remove_obsolete(root, self.removed)
        return published

    def clean(self, publishing: Callable[[], AbstractContextManager[None]]) -> None:
        """Find and remove what is made no more, in a destination that the last build has filled."""
        self.find_obsolete(force=True)
        if self.removed:
            with publishing():
                cleaner.remove_obsolete(self._site.destination, self.removed)

    def finish(self) -> None:
        """Note that this site was built, and let the hooks know."""
        site, config = self._site, self._config
        if not is_cacheless(config):
            store.mark_incremental(site.source, enabled=config.incremental)
            store.mark_cache_dir(site.source, config.cache_dir)
        if self._hooks.armed:
            self._fire_written()
        self._hooks.fire("site", "post_write", site)

    def _fire_written(self) -> None:
        for output in self._planned.values():
            if isinstance(output.item, Page):
                self._hooks.fire("pages", "post_write", output.item)
            elif isinstance(output.item, Document):
                self._hooks.fire(output.item.label, "post_write", output.item)
                self._hooks.fire("documents", "post_write", output.item)
