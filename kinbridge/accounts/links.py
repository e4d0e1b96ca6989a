"""The one-time link by which someone chooses their first password."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from kinbridge.accounts.models import User


def first_sign_in(user: User) -> str:
    """Its path. It works once, for as long as PASSWORD_RESET_TIMEOUT says, and for nobody who has signed in since."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


def new_account(*, email: str, first_name: str, last_name: str) -> User:
    """An account that nobody can sign in to before its owner chose a password."""
    user = User(username=email, email=email, first_name=first_name, last_name=last_name)
    user.set_unusable_password()
    user.save()
    return user
