"""One page of a paginated list: which posts it shows and where its neighbours are.

Source: jekyll-paginate 1.1.0 pager.rb, jekyll-paginate-v2 3.0.0 paginationPage.rb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jekylite.model.document import Document


@dataclass(frozen=True, slots=True)
class Pager:
    """What templates see as `paginator`.

    Args:
        posts: those of this page, in order; templates know them as `paginator.posts`.
        fields: everything else of `paginator`, in the order it prints.
    """

    posts: Sequence[Document]
    fields: Mapping[str, object]
