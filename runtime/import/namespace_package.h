// Namespace packages: directories without __init__.py that make up one package, wherever on the
// path they stand. See PEP 420.
#ifndef KRAIT_RUNTIME_IMPORT_NAMESPACE_PACKAGE_H_
#define KRAIT_RUNTIME_IMPORT_NAMESPACE_PACKAGE_H_

#include "gc/value.h"

namespace krait {

class Isolate;
struct List;
struct Str;
struct TypeSpec;

// Both stand in importlib's names: _NamespacePath and NamespaceLoader.
extern const TypeSpec kNamespacePathTypeSpec;
extern const TypeSpec kNamespaceLoaderTypeSpec;

// The __path__ of namespace package `name`, found in `portions` so far. It searches again when the
// path of its parent (sys.path, for a package at the top) has changed since it last looked, or the
// finders' caches were dropped.
Value NewNamespacePath(Isolate* iso, Str* name, List* portions);
// The loader that a namespace package shows; it has nothing to load.
Value NewNamespaceLoader(Isolate* iso, Value path);
// Called by importlib.invalidate_caches(): every namespace path searches again.
void InvalidateNamespacePaths(Isolate* iso);

}  // namespace krait

#endif  // KRAIT_RUNTIME_IMPORT_NAMESPACE_PACKAGE_H_
