#include "runtime/object/subclasses.h"

#include <algorithm>
#include <cstring>

#include "runtime/isolate.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"

namespace krait {
namespace {

inline Type** Items(const Type* type) {
  return reinterpret_cast<Type**>(type->subclasses->data);
}
inline int64_t Count(const Type* type) {
  return type->subclasses == nullptr ? 0
                                     : type->subclasses->used / static_cast<int64_t>(sizeof(Type*));
}

}  // namespace

void AddSubclass(Isolate* iso, Type* base, Type* subclass) {
  const int64_t bytes = Count(base) * static_cast<int64_t>(sizeof(Type*));
  if (base->subclasses == nullptr ||
      bytes + static_cast<int64_t>(sizeof(Type*)) > base->subclasses->capacity) {
    RawBytes* grown = RawBytes::New(iso, std::max<int64_t>(4 * sizeof(Type*), bytes * 2));
    if (grown == nullptr) return;
    // A collection may have shortened the list meanwhile.
    const int64_t used = Count(base) * static_cast<int64_t>(sizeof(Type*));
    if (used > 0) std::memcpy(grown->data, base->subclasses->data, used);
    grown->used = used;
    base->subclasses = grown;
    iso->Barrier(base);
  }
  Items(base)[Count(base)] = subclass;
  base->subclasses->used += sizeof(Type*);
  iso->heap().AddWeakContainer(base);
}

void RemoveSubclass(Type* base, Type* subclass) {
  Type** items = base->subclasses == nullptr ? nullptr : Items(base);
  const int64_t count = Count(base);
  Type** end = std::remove(items, items + count, subclass);
  if (count > 0) base->subclasses->used = (end - items) * static_cast<int64_t>(sizeof(Type*));
}

std::span<Type* const> Subclasses(const Type* type) {
  if (type->subclasses == nullptr) return {};
  return {Items(type), static_cast<size_t>(Count(type))};
}

void SweepSubclasses(Type* type, const gc::Heap& heap) {
  if (type->subclasses == nullptr) return;
  Type** items = Items(type);
  Type** end = std::remove_if(items, items + Count(type), [&](Type* t) { return !heap.IsLive(t); });
  type->subclasses->used = (end - items) * static_cast<int64_t>(sizeof(Type*));
}

}  // namespace krait
