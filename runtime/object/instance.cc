// Instance attributes: slots by shape, overflow arrays, dictionary mode.
//
// Reserved slots (__slots__) are always inline: in front of the other slots of a plain instance, or
// in the tail of an instance of a built-in's subclass:
//
//   | built-in layout ... | reserved slots | attribute word |     (end of the allocation)
//
// An instance of a built-in type itself that can carry attributes (a function, an exception) has
// them in a Dict from the start: its shape id must stay its kind.
#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/finalization.h"
#include "runtime/object/function.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/module.h"
#include "runtime/object/shape.h"
#include "runtime/object/shape_table.h"
#include "runtime/object/simple_namespace.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr int kMaxRelayouts = 3;  // times that a class may enlarge its instances

inline ObjectKind KindOf(const HeapObject* object) { return static_cast<ObjectKind>(object->kind); }

inline char* EndOf(HeapObject* object) {
  return reinterpret_cast<char*>(object) + gc::Heap::AllocationSize(object);
}

// The inline slots of an object: `shape->inline_capacity` of them.
inline Value* InlineSlots(const Shape* shape, HeapObject* object) {
  if (KindOf(object) == ObjectKind::kObject) return static_cast<Instance*>(object)->slots;
  char* end = EndOf(object) - (object->HasFlag(HeapObject::kHasTailAttributes) ? 8 : 0);
  return reinterpret_cast<Value*>(end) - shape->inline_capacity;
}

// The word as such, whether the class admits attributes or not.
HeapObject** RawAttributesWord(HeapObject* object) {
  switch (KindOf(object)) {
    case ObjectKind::kObject:
      return &static_cast<Instance*>(object)->attributes;
    case ObjectKind::kFunction:
      return &static_cast<Function*>(object)->attributes;
    case ObjectKind::kException:
      return &static_cast<Exception*>(object)->attributes;
    case ObjectKind::kStaticMethod:
    case ObjectKind::kClassMethod:
      return &static_cast<MethodHolder*>(object)->attributes;
    case ObjectKind::kSimpleNamespace:
      return reinterpret_cast<HeapObject**>(&static_cast<SimpleNamespace*>(object)->dict);
    case ObjectKind::kModule:
      return reinterpret_cast<HeapObject**>(&static_cast<Module*>(object)->dict);
    default:
      if (!object->HasFlag(HeapObject::kHasTailAttributes)) return nullptr;
      return reinterpret_cast<HeapObject**>(EndOf(object) - sizeof(HeapObject*));
  }
}

Value* OverflowSlot(const Shape* shape, HeapObject* object, int slot) {
  auto* array = static_cast<ValueArray*>(*RawAttributesWord(object));
  return &array->slots[slot - shape->inline_capacity];
}

// Room for overflow slot `index`. False with MemoryError pending.
bool ReserveOverflow(Isolate* iso, HeapObject* object, int index) {
  HeapObject** word = RawAttributesWord(object);
  auto* array = static_cast<ValueArray*>(*word);
  const int64_t capacity = array == nullptr ? 0 : array->capacity;
  if (index < capacity) return true;
  ValueArray* grown = ValueArray::New(iso, capacity == 0 ? 4 : capacity * 2);
  if (grown == nullptr) return false;
  for (int64_t i = 0; i < capacity; ++i) grown->slots[i] = array->slots[i];
  *word = grown;
  iso->Barrier(object);
  return true;
}

// New instances of the class get more inline slots: this one ran out of them. They start from a new
// root, so the sites that know the old shapes link once more; hence the bound on how often.
void LearnLayout(Isolate* iso, Type* type, int slots) {
  if (type->instance_kind != ObjectKind::kObject || type->relayouts >= kMaxRelayouts) return;
  if (type->root_shape->is_dictionary || slots <= type->inline_hint) return;
  ++type->relayouts;
  type->inline_hint = slots + (slots >= 6 ? 2 : 0);
  type->root_shape = iso->state().shapes.NewRoot(type, ShapeTable::kFirstShape,
                                                 type->reserved_slots, type->inline_hint, false);
  iso->Barrier(type);
}

Dict* DictOf(Isolate* iso, HeapObject* object) {
  HeapObject** word = RawAttributesWord(object);
  if (*word == nullptr) {
    Dict* dict = Dict::New(iso);
    if (dict == nullptr) return nullptr;
    *word = dict;
    iso->Barrier(object);
  }
  return static_cast<Dict*>(*word);
}

}  // namespace

HeapObject** AttributesWord(Isolate* iso, HeapObject* object) {
  if (!iso->shape_of(object)->type->has_dict) return nullptr;
  return RawAttributesWord(object);
}

Value GetSlot(const Shape* shape, HeapObject* object, int slot) {
  if (slot < shape->inline_capacity) return InlineSlots(shape, object)[slot];
  return *OverflowSlot(shape, object, slot);
}

void SetSlot(Isolate* iso, const Shape* shape, HeapObject* object, int slot, Value v) {
  if (slot < shape->inline_capacity) {
    InlineSlots(shape, object)[slot] = v;
    iso->Barrier(object, v);
    return;
  }
  *OverflowSlot(shape, object, slot) = v;
  iso->Barrier(*RawAttributesWord(object), v);
}

Value GetOwnAttribute(Isolate* iso, HeapObject* object, Str* name) {
  Shape* shape = iso->shape_of(object);
  if (!shape->is_dictionary) {
    const int slot = shape->Find(iso, name);
    return slot == Shape::kNoSlot ? Value::Empty() : GetSlot(shape, object, slot);
  }
  HeapObject** word = RawAttributesWord(object);
  if (word == nullptr || *word == nullptr || !shape->type->has_dict) return Value::Empty();
  return static_cast<Dict*>(*word)->Get(iso, name);
}

bool SetOwnAttribute(Isolate* iso, HeapObject* object, Str* name, Value v) {
  Shape* shape = iso->shape_of(object);
  if (!shape->is_dictionary) {
    int slot = shape->Find(iso, name);
    if (slot != Shape::kNoSlot) {
      SetSlot(iso, shape, object, slot, v);
      return true;
    }
    if (Shape* next = shape->Add(iso, name)) {
      slot = next->slot_count - 1;
      if (slot >= next->inline_capacity) {
        if (!ReserveOverflow(iso, object, slot - next->inline_capacity)) return false;
        LearnLayout(iso, next->type, next->slot_count);
      }
      SetSlot(iso, next, object, slot, v);
      object->shape = next->id;
      iso->Barrier(object);
      return true;
    }
    if (InstanceDict(iso, object) == nullptr) return false;
  }
  Dict* dict = DictOf(iso, object);
  return dict != nullptr && dict->Set(iso, name, v);
}

bool DeleteOwnAttribute(Isolate* iso, HeapObject* object, Str* name, bool* found) {
  Shape* shape = iso->shape_of(object);
  *found = false;
  if (!shape->is_dictionary) {
    const int slot = shape->Find(iso, name);
    if (slot == Shape::kNoSlot) return true;
    *found = true;
    if (shape->name == name) {
      SetSlot(iso, shape, object, slot, Value::Empty());
      object->shape = shape->parent->id;
      iso->Barrier(object);
      return true;
    }
    Dict* dict = InstanceDict(iso, object);
    if (dict == nullptr) return false;
    dict->Delete(iso, name);
    return true;
  }
  HeapObject** word = RawAttributesWord(object);
  if (word == nullptr || *word == nullptr) return true;
  *found = static_cast<Dict*>(*word)->Delete(iso, name);
  return true;
}

Dict* InstanceDict(Isolate* iso, HeapObject* object) {
  Shape* shape = iso->shape_of(object);
  if (shape->is_dictionary) return DictOf(iso, object);
  // The names from the chain of shapes, oldest first.
  Str* names[Shape::kMaxSlots];
  const int count = shape->slot_count - shape->reserved_slots;
  int at = count;
  for (Shape* s = shape; s->parent != nullptr; s = s->parent) names[--at] = s->name;
  Dict* dict = Dict::New(iso, count);
  if (dict == nullptr) return nullptr;
  for (int i = 0; i < count; ++i) {
    const Value v = GetSlot(shape, object, shape->reserved_slots + i);
    if (!dict->Set(iso, names[i], v)) return nullptr;
  }
  for (int slot = shape->reserved_slots; slot < shape->inline_capacity; ++slot) {
    InlineSlots(shape, object)[slot] = Value::Empty();
  }
  *RawAttributesWord(object) = dict;
  object->shape = shape->type->dictionary_shape->id;
  iso->Barrier(object);
  return dict;
}

bool ReplaceInstanceDict(Isolate* iso, HeapObject* object, Dict* dict) {
  if (InstanceDict(iso, object) == nullptr) return false;
  *RawAttributesWord(object) = dict;
  iso->Barrier(object);
  return true;
}

std::vector<Str*> OwnAttributeNames(Isolate* iso, HeapObject* object) {
  std::vector<Str*> names;
  Shape* shape = iso->shape_of(object);
  if (shape->is_dictionary) return names;
  names.resize(shape->slot_count - shape->reserved_slots);
  size_t at = names.size();
  for (Shape* s = shape; s->parent != nullptr; s = s->parent) names[--at] = s->name;
  return names;
}

HeapObject* AllocateInstance(Isolate* iso, Type* type, size_t bytes) {
  const Shape* root = type->root_shape;
  uint8_t flags = 0;
  if (type->instance_kind == ObjectKind::kObject) {
    bytes = sizeof(Instance) + sizeof(Value) * root->inline_capacity;
  } else if (type->tail_words != 0) {
    bytes = ((bytes + 7) & ~size_t{7}) + sizeof(Value) * type->tail_words;
    if (type->has_tail_attributes) flags = HeapObject::kHasTailAttributes;
  }
  HeapObject* object =
      iso->heap().Allocate(bytes, root->id, static_cast<uint8_t>(type->instance_kind), flags);
  if (object == nullptr) return RaiseMemoryError(iso);
  if (type->layout != nullptr) {
    static_cast<NativeInstance*>(object)->layout = type->layout;
    if (type->layout->destroy != nullptr) iso->heap().AddDestructible(object);
  }
  if (type->has_finalizer) WatchForFinalization(iso, object);
  return object;
}

// Visits what an instance of a class made by a script has beyond the built-in's layout.
void TraceClassPart(HeapObject* object, gc::Marker& marker) {
  auto* state = static_cast<IsolateState*>(marker.client());
  state->shapes.MarkUsed(object->shape, marker);
  if (static_cast<ObjectKind>(object->kind) == ObjectKind::kObject) return;
  const Shape* shape = state->iso->shape(object->shape);
  if (shape == nullptr || shape->type == nullptr) return;
  const int tail = shape->type->tail_words;
  if (tail == 0) return;
  marker.VisitRange(reinterpret_cast<Value*>(EndOf(object)) - tail, tail);
}

void TraceObject(HeapObject* object, gc::Marker& marker) {
  auto* instance = static_cast<Instance*>(object);
  marker.Visit(instance->attributes);
  marker.VisitRange(instance->slots,
                    (gc::Heap::AllocationSize(object) - sizeof(Instance)) / sizeof(Value));
}

void TraceNativeInstance(HeapObject* object, gc::Marker& marker) {
  const NativeLayout* layout = static_cast<NativeInstance*>(object)->layout;
  if (layout != nullptr && layout->trace != nullptr) layout->trace(object, marker);
}

}  // namespace krait
