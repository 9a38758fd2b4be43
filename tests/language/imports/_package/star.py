__all__ = ["public", "also"]
public = "public"
also = "also"
not_listed = 1
_hidden = 2
