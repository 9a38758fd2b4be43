// types.GenericAlias (list[int]) and types.UnionType (int | str).
#ifndef KRAIT_RUNTIME_OBJECT_GENERIC_ALIAS_H_
#define KRAIT_RUNTIME_OBJECT_GENERIC_ALIAS_H_

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct Str;
struct Tuple;
struct Type;

struct GenericAlias : HeapObject {
  Value origin;
  Tuple* args;
  Tuple* parameters;  // null until asked for
  bool starred;       // *tuple[int, ...]
};

struct UnionType : HeapObject {
  Tuple* args;
  Tuple* parameters;  // null until asked for
};

// origin[args]; `args` that is no tuple is wrapped in one. For __class_getitem__ of built-ins.
Value NewGenericAlias(Isolate* iso, Value origin, Value args);
// a | b for types: flattened and without duplicates, a single member stands for itself.
// NotImplemented when an operand cannot be part of a union.
Value TypeUnion(Isolate* iso, Value a, Value b);

bool FindAliasAttribute(Isolate* iso, Value object, Str* name, Value* result);
bool StoreAliasAttribute(Isolate* iso, Value object, Str* name, Value v);
// The type variables among the arguments, in order of first appearance.
Tuple* TypeParameters(Isolate* iso, Tuple* args);
// `alias[items]`: the arguments with their parameters replaced.
Tuple* SubstituteParameters(Isolate* iso, Value alias, Tuple* args, Tuple* parameters, Value items);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_GENERIC_ALIAS_H_
