// Shapes: finding a name, adding one.
//
// `transitions` is a ValueArray of (name, shape) pairs; `lookup` is a RawBytes hash table from names
// to slots, made for shapes with many slots when they are first searched. Names are interned and
// never move, so a pointer is its own hash.
#include "runtime/object/shape.h"

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/shape_table.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr int kLinearSearch = 8;     // up to so many names the chain is walked
constexpr int kMaxTransitions = 128;  // from one shape; more are a dictionary in disguise

struct LookupEntry {
  Str* name;
  int64_t slot;
};

inline size_t HashOf(const Str* name) {
  const uint64_t bits = reinterpret_cast<uint64_t>(name);
  return static_cast<size_t>((bits >> 4) * 0x9E3779B97F4A7C15u >> 32);
}

RawBytes* BuildLookup(Isolate* iso, Shape* shape) {
  int64_t capacity = 16;
  while (capacity < 2 * shape->slot_count) capacity *= 2;
  RawBytes* table = RawBytes::New(iso, capacity * static_cast<int64_t>(sizeof(LookupEntry)));
  if (table == nullptr) return nullptr;
  auto* entries = reinterpret_cast<LookupEntry*>(table->data);
  for (int64_t i = 0; i < capacity; ++i) entries[i] = {nullptr, 0};
  table->used = capacity;
  for (Shape* s = shape; s->parent != nullptr; s = s->parent) {
    size_t at = HashOf(s->name) & (capacity - 1);
    while (entries[at].name != nullptr) at = (at + 1) & (capacity - 1);
    entries[at] = {s->name, s->slot_count - 1};
  }
  return table;
}

int FindInTable(const RawBytes* table, const Str* name) {
  const auto* entries = reinterpret_cast<const LookupEntry*>(table->data);
  const size_t mask = table->used - 1;
  for (size_t at = HashOf(name) & mask; entries[at].name != nullptr; at = (at + 1) & mask) {
    if (entries[at].name == name) return static_cast<int>(entries[at].slot);
  }
  return Shape::kNoSlot;
}

}  // namespace

int Shape::Find(Isolate* iso, Str* attribute) {
  if (is_dictionary) return kNoSlot;
  if (lookup == nullptr && slot_count - reserved_slots > kLinearSearch) {
    RawBytes* table = BuildLookup(iso, this);
    if (table != nullptr) {
      lookup = table;
      iso->Barrier(this);
    } else {
      iso->set_pending(Value::Empty());  // the walk below needs no memory
    }
  }
  if (lookup != nullptr) return FindInTable(static_cast<RawBytes*>(lookup), attribute);
  for (const Shape* s = this; s->parent != nullptr; s = s->parent) {
    if (s->name == attribute) return s->slot_count - 1;
  }
  return kNoSlot;
}

Shape* Shape::Add(Isolate* iso, Str* attribute) {
  if (is_dictionary || slot_count - reserved_slots >= kMaxSlots) return nullptr;
  auto* pairs = static_cast<ValueArray*>(transitions);
  int64_t count = 0;
  if (pairs != nullptr) {
    for (; count < pairs->capacity && pairs->slots[count]; count += 2) {
      if (pairs->slots[count].As<Str>() == attribute) return pairs->slots[count + 1].As<Shape>();
    }
    if (count >= 2 * kMaxTransitions) return nullptr;
  }
  Shape* child = iso->state().shapes.NewChild(this);
  child->name = attribute;
  iso->Barrier(child);
  if (pairs == nullptr || count == pairs->capacity) {
    ValueArray* grown = ValueArray::New(iso, count == 0 ? 2 : count * 2);
    if (grown == nullptr) {
      iso->set_pending(Value::Empty());
      return nullptr;
    }
    for (int64_t i = 0; i < count; ++i) grown->slots[i] = pairs->slots[i];
    transitions = pairs = grown;
    iso->Barrier(this);
  }
  pairs->slots[count] = Value::Object(attribute);
  pairs->slots[count + 1] = Value::Object(child);
  iso->Barrier(pairs);
  return child;
}

void TraceShape(HeapObject* object, gc::Marker& marker) {
  auto* shape = static_cast<Shape*>(object);
  marker.Visit(shape->type);
  marker.Visit(shape->parent);
  marker.Visit(shape->name);
  marker.Visit(shape->transitions);
  marker.Visit(shape->lookup);
}

}  // namespace krait
