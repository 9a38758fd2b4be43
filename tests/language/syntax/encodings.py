"""Source bytes in several encodings."""
ns = {}
exec(b"# coding: latin-1\nx = '\xe9'\ny = '\xe9'.encode('utf-8')", ns); print(ns["x"], ns["y"])
exec(b"#!/usr/bin/python\n# -*- coding: iso-8859-15 -*-\nz = '\xa4'", ns); print(ns["z"])
exec(b"\xef\xbb\xbfbom = 'caf\xc3\xa9'", ns); print(ns["bom"])
exec("größe = 'ok'; ºx = 1", ns); print(ns["größe"], "ox" in ns)
exec("x = 'tab\there'; y = '''two\nlines'''; z = 'nul\\0'", ns); print(repr(ns["x"]), repr(ns["y"]), repr(ns["z"]))
exec(b"x = 1\r\ny = 2\rz = 3\n", ns); print(ns["x"], ns["y"], ns["z"])
exec("x = '''a\r\nb\rc'''", ns); print(repr(ns["x"]))
exec("if 1:\n\tx = 'tab'\n", ns); print(ns["x"])
exec("x = 5\x0c\ny = 6", ns); print(ns["y"])
import os, pathlib, sys, tempfile
d = tempfile.mkdtemp(); sys.path.insert(0, d)
pathlib.Path(d, "lat.py").write_bytes(b"# vim: set fileencoding=latin-1 :\ntext = '\xfcber'\n")
import lat; print(lat.text, ascii(lat.text))
pathlib.Path(d, "bad.py").write_bytes(b"x = 1\ntext = '\xfcber'\n")
try: import bad
except SyntaxError as e: print(type(e).__name__, e.msg.split(" in file")[0], e.lineno)
pathlib.Path(d, "nul.py").write_bytes(b"x = 1\n\0\n")
try: import nul
except (SyntaxError, ValueError) as e: print(type(e).__name__, str(e)[:40])
pathlib.Path(d, "nonl.py").write_bytes(b"if 1:\n  v = 'no newline at the end'")
import nonl; print(nonl.v)
pathlib.Path(d, "unk.py").write_bytes(b"# coding: martian\n")
try: import unk
except SyntaxError as e: print(e.msg[:30])
import shutil; shutil.rmtree(d)
