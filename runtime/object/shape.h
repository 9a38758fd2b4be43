// Hidden classes. A Shape maps attribute names to slots for all objects that got the same
// attributes in the same order; a class's instances start at its root shape and follow transitions.
//
// An object's slots are its inline slots first, then the overflow array. A shape in dictionary mode
// (`IsDictionary`) says nothing of names: the attribute word holds a Dict. Objects go there after
// too many attributes, a deletion of any but the last one, or when somebody takes their __dict__.
#ifndef KRAIT_RUNTIME_OBJECT_SHAPE_H_
#define KRAIT_RUNTIME_OBJECT_SHAPE_H_

#include <cstdint>
#include <vector>

#include "gc/header.h"
#include "gc/value.h"

namespace krait {

class Isolate;
struct Dict;
struct Str;
struct Type;

struct Shape : HeapObject {
  static constexpr int kNoSlot = -1;
  static constexpr int kMaxSlots = 80;

  ShapeId id;
  Type* type;
  Shape* parent;  // null for a root
  Str* name;      // the attribute that this shape adds to its parent; null for a root
  int32_t slot_count;       // all slots, reserved ones (__slots__) included
  int32_t reserved_slots;   // slots of __slots__, which are not attributes in __dict__
  int32_t inline_capacity;  // slots below this are in the object, the rest in the overflow array
  bool is_dictionary;
  HeapObject* transitions;  // name -> Shape: private to shape.cc
  HeapObject* lookup;       // name -> slot, built on demand: private to shape.cc

  bool IsDictionary() const { return is_dictionary; }
  // The slot of an (interned) attribute name, or kNoSlot. Never runs code, may build the table.
  int Find(Isolate* iso, Str* name);
  // The shape after adding the attribute (its slot is slot_count - 1); null when the object must go
  // to dictionary mode instead.
  Shape* Add(Isolate* iso, Str* name);
};

// An instance of a plain class: inline slots behind the word for the overflow array (shape mode) or
// the Dict (dictionary mode). Kind kObject.
struct Instance : HeapObject {
  HeapObject* attributes;  // ValueArray*, Dict*, or null
  Value slots[];           // inline_capacity of them
};

// Where an object keeps its attribute word: Instance::attributes, the tail word, or a kind's own
// field; null when the object can have no attributes.
HeapObject** AttributesWord(Isolate* iso, HeapObject* object);

// Own attributes of an instance; these see neither class nor descriptors. Name must be interned.
Value GetOwnAttribute(Isolate* iso, HeapObject* object, Str* name);  // Empty when absent
bool SetOwnAttribute(Isolate* iso, HeapObject* object, Str* name, Value v);
bool DeleteOwnAttribute(Isolate* iso, HeapObject* object, Str* name, bool* found);
// The __dict__ of an object: moves it to dictionary mode and returns the live Dict.
Dict* InstanceDict(Isolate* iso, HeapObject* object);

// object.__dict__ = dict.
bool ReplaceInstanceDict(Isolate* iso, HeapObject* object, Dict* dict);
// Names of the slots in order of their making; empty in dictionary mode.
std::vector<Str*> OwnAttributeNames(Isolate* iso, HeapObject* object);

Value GetSlot(const Shape* shape, HeapObject* object, int slot);
void SetSlot(Isolate* iso, const Shape* shape, HeapObject* object, int slot, Value v);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SHAPE_H_
