// Python's classes.
//
// `attributes` is the class's own namespace, a Dict in cell mode: a site that found `name` on a
// class depends on the cell of each class that the walk along the MRO passed (Absent) and on the
// one that held it (Constant). `hierarchy` is a cell whose switch point fires when __bases__ or the
// MRO of the type changes.
#ifndef KRAIT_RUNTIME_OBJECT_TYPE_H_
#define KRAIT_RUNTIME_OBJECT_TYPE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/native.h"
#include "runtime/object/kinds.h"
#include "runtime/object/special.h"

namespace krait {

class Isolate;
struct Dict;
struct PropertyCell;
struct RawBytes;
struct Shape;
struct Str;
struct Tuple;

struct Type : HeapObject {
  Str* name;           // its bytes end with a NUL
  Str* qualname;
  Tuple* bases;
  Tuple* mro;          // this type first
  Dict* own;           // own attributes, cell mode; null until first use of a built-in type
  PropertyCell* hierarchy;  // null until a site asks TypeHierarchy
  Shape* root_shape;   // of new instances
  Shape* dictionary_shape;  // of instances in dictionary mode
  RawBytes* subclasses;     // direct subclasses (Type*), weakly: see subclasses.cc
  // kSpecialCount resolved attributes (Empty: none, kUnresolved: not asked for yet), or null before
  // the first use. Stands in a ValueArray. Read it through TypeSpecial.
  Value* special;
  const TypeSpec* spec;          // of the built-in type itself; null for a script class
  const TypeSpec* layout_spec;   // of the built-in type whose C++ layout instances have
  uint32_t type_flags;           // TypeFlags, inherited ones included
  ObjectKind instance_kind;      // C++ layout of instances
  bool has_dict;                 // instances have attributes (no __slots__ all the way)
  bool has_weakref;
  bool has_finalizer;            // __del__ somewhere in the MRO
  bool is_abstract;              // non-empty __abstractmethods__
  int32_t reserved_slots;        // for __slots__, inherited ones included
  int32_t inline_hint;           // inline slots that new instances get: grows with experience
  uint8_t relayouts;             // how often inline_hint grew
  bool has_tail_attributes;      // instances end with an attribute word
  int32_t tail_words;            // words behind the built-in's layout: reserved slots, that word
  const NativeLayout* layout;    // C++ type of kNativeInstance objects; null otherwise

  static constexpr Value kUnresolved = Value::FromBits(0x22);

  bool IsScriptClass() const { return spec == nullptr; }
};

// The name for messages: dotted for types of native modules ("collections.deque").
const char* TypeFullName(const Type* type);

// Fills a built-in type's `own` on first use; cheap afterwards.
Dict* TypeAttributes(Isolate* iso, Type* type);
// The cell whose switch point fires when the bases or the MRO change, made on first request.
PropertyCell* TypeHierarchy(Isolate* iso, Type* type);
// The attribute along the MRO, unbound; Empty when absent. Name interned. Never runs code.
Value LookupOnType(Isolate* iso, Type* type, Str* name);
// The same for linkers: `cells` receives the cell of every class that the walk passed, made in state
// Absent where there was none; the last one is the cell that held the attribute, when it was found.
// Types whose own dictionary cannot change (immutable built-ins) are left out.
Value LookupOnTypeWithCells(Isolate* iso, Type* type, Str* name, std::vector<PropertyCell*>* cells);
// The resolved special method, unbound; Empty when there is none (__hash__ = None gives None).
Value ResolveSpecial(Isolate* iso, Type* type, Special special);
inline Value TypeSpecial(Isolate* iso, Type* type, Special special) {
  if (type->special != nullptr) {
    Value v = type->special[static_cast<int>(special)];
    if (v != Type::kUnresolved) return v;
  }
  return ResolveSpecial(iso, type, special);
}
// Sets (v not Empty) or deletes a class attribute: cells fire, special caches of the subclasses
// follow. False with an exception for immutable types and absent attributes.
bool SetTypeAttribute(Isolate* iso, Type* type, Str* name, Value v);

// After __bases__ or the MRO of the type changed: fires hierarchy cells and drops the caches of the
// type and of all its subclasses.
void HierarchyChanged(Isolate* iso, Type* type);

// class statement and type(name, bases, namespace): everything but metaclass selection.
Type* NewType(Isolate* iso, Type* metaclass, Str* name, Tuple* bases, Dict* ns, Dict* kwargs);
// A type from C++ data.
Type* NewNativeType(Isolate* iso, const TypeSpec* spec);

// Room for an instance of `type` whose layout is T: sets shape and flags, adds the tail attribute
// word for subclasses of built-ins. `bytes` is what T needs, trailing array included. Null with
// MemoryError pending for large objects beyond the limit, otherwise never.
HeapObject* AllocateInstance(Isolate* iso, Type* type, size_t bytes);
template <typename T>
T* NewInstance(Isolate* iso, Type* type, size_t trailing_bytes = 0) {
  return static_cast<T*>(AllocateInstance(iso, type, sizeof(T) + trailing_bytes));
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_TYPE_H_
