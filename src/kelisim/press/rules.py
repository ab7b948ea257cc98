"""Who may keep articles and decide on their claims."""

import rules

from kelisim.accounts.models import User
from kelisim.accounts.predicates import is_living, works_there
from kelisim.press.models import ArticleVersion, Claim, Feed, Mention, Unclear


@rules.predicate
def is_of_living_article(user: User, part: ArticleVersion | Claim | Unclear | Mention) -> bool:
    """The article that the text or the claim belongs to is not archived."""
    version = part if isinstance(part, ArticleVersion) else part.version_of
    return version.article.archived_at is None


@rules.predicate
def is_paused(user: User, feed: Feed) -> bool:
    """The feed is left alone for a while."""
    return feed.is_paused


rules.add_perm("press.store_article", works_there)
rules.add_perm("press.keep_uploads", works_there)
rules.add_perm("press.edit_article", works_there & is_living)
rules.add_perm("press.archive_article", works_there & is_living)
rules.add_perm("press.restore_article", works_there)
rules.add_perm("press.publish_article", works_there & is_living)
rules.add_perm("press.withdraw_article", works_there)
rules.add_perm("press.store_version", works_there & is_living)
rules.add_perm("press.store_claims", works_there & is_of_living_article)
rules.add_perm("press.store_proposals", works_there & is_of_living_article)
rules.add_perm("press.follow_claims", works_there & is_of_living_article)
rules.add_perm("press.store_mentions", works_there & is_of_living_article)
rules.add_perm("press.link_mention", works_there & is_living & is_of_living_article)
rules.add_perm("press.reject_mention", works_there & is_living & is_of_living_article)
rules.add_perm("press.reopen_mention", works_there & is_living & is_of_living_article)
rules.add_perm("press.settle_place", works_there & is_living & is_of_living_article)
rules.add_perm("press.dismiss_place", works_there & is_living & is_of_living_article)
rules.add_perm("press.reopen_place", works_there & is_of_living_article)
rules.add_perm("press.withdraw_claim", works_there & is_living & is_of_living_article)
rules.add_perm("press.uphold_claim", works_there & is_living & is_of_living_article)
rules.add_perm("press.accept_claim", works_there & is_living & is_of_living_article)
rules.add_perm("press.correct_claim", works_there & is_living & is_of_living_article)
rules.add_perm("press.reject_claim", works_there & is_living & is_of_living_article)
rules.add_perm("press.reopen_claim", works_there & is_of_living_article)

rules.add_perm("press.create_feed", works_there)
rules.add_perm("press.edit_feed", works_there & is_living)
rules.add_perm("press.archive_feed", works_there & is_living)
rules.add_perm("press.restore_feed", works_there)
rules.add_perm("press.pause_feed", works_there & is_living & ~is_paused)
rules.add_perm("press.resume_feed", works_there & is_living & is_paused)
rules.add_perm("press.read_feed", works_there & is_living)
