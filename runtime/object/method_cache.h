// What LookupOnType found lately, by class and name: the property cell, so that a change of the value
// needs no invalidation. Only the coming and going of names and changes of MROs do.
#ifndef KRAIT_RUNTIME_OBJECT_METHOD_CACHE_H_
#define KRAIT_RUNTIME_OBJECT_METHOD_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace krait {

struct PropertyCell;
struct Str;
struct Type;

class MethodCache {
 public:
  // False: nothing known. True with null: the class has no such attribute.
  bool Find(const Type* type, const Str* name, PropertyCell** cell) const {
    const Entry& entry = entries_[IndexOf(type, name)];
    if (entry.type != type || entry.name != name) return false;
    *cell = entry.cell;
    return true;
  }
  void Put(const Type* type, const Str* name, PropertyCell* cell) {
    entries_[IndexOf(type, name)] = {type, name, cell};
    clean_ = false;
  }
  // Also after every collection: dead classes and names leave addresses that are used again.
  void Clear() {
    if (!clean_) std::memset(static_cast<void*>(entries_), 0, sizeof(entries_));
    clean_ = true;
  }

 private:
  struct Entry {
    const Type* type;
    const Str* name;
    PropertyCell* cell;
  };
  static constexpr size_t kSize = 512;

  static size_t IndexOf(const Type* type, const Str* name) {
    const uint64_t mixed =
        (reinterpret_cast<uint64_t>(type) >> 4) * 31 + (reinterpret_cast<uint64_t>(name) >> 4);
    return (mixed ^ mixed >> 11) % kSize;
  }

  Entry entries_[kSize] = {};
  bool clean_ = true;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_METHOD_CACHE_H_
