// The interned strings of an isolate: one Str per content. The table does not keep its strings
// alive; the collector tells it which ones died.
#ifndef KRAIT_RUNTIME_TEXT_STRING_TABLE_H_
#define KRAIT_RUNTIME_TEXT_STRING_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace krait {

namespace gc {
class Heap;
}
struct Str;

class StringTable {
 public:
  StringTable();

  // Null when absent.
  Str* Find(std::string_view text, int64_t hash) const;
  // `string` has flag kInterned, its hash is computed, and no equal one is present.
  void Insert(Str* string);
  // Drops the strings that a collection found dead. After a minor collection (`full` false) only
  // those inserted since the previous one are looked at: older ones cannot have died.
  void Sweep(const gc::Heap& heap, bool full);
  size_t size() const { return live_; }

 private:
  static Str* Deleted() { return reinterpret_cast<Str*>(1); }
  void Place(Str* string);
  void Remove(Str* string);
  void Resize(size_t capacity);

  std::vector<Str*> slots_;  // power of two; linear probing
  std::vector<Str*> young_;  // inserted since the last sweep
  size_t live_ = 0;
  size_t used_ = 0;  // live ones and Deleted() marks
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_STRING_TABLE_H_
