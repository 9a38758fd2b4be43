// Types that C++ declares as data (TypeSpec): their creation and the filling of their attributes.
#ifndef KRAIT_RUNTIME_OBJECT_NATIVE_TYPE_H_
#define KRAIT_RUNTIME_OBJECT_NATIVE_TYPE_H_

#include "gc/header.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Dict;
struct Type;

// The bootstrap's two steps: room for a type, and its contents. `base` is null for object; `id` below
// ShapeTable::kFirstShape is the number of the root shape.
Type* AllocateNativeType(Isolate* iso);
void FillNativeType(Isolate* iso, Type* type, const TypeSpec* spec, Type* base, ShapeId id);
// ExceptionGroup is the one built-in type with two bases.
void FillExceptionGroupType(Isolate* iso, Type* type);
// The TypeSpec of a kind; null for internal ones.
const TypeSpec* KindSpec(ObjectKind kind);
// The type that a spec declares, whatever it is one of: a kind, an exception, a native module's.
Type* TypeOfSpec(Isolate* iso, const TypeSpec* spec);
// Fills the attribute dictionary from the tables of the spec.
bool FillAttributes(Isolate* iso, Type* type);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_NATIVE_TYPE_H_
