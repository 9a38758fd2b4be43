from .. import value
from .. import first
from ..nested import helper


def up():
    return value, first, helper(), __package__
