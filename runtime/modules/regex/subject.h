// What is searched: a str, or the bytes of a bytes-like object. Between byte places (what the
// matcher speaks of) and Python's positions stand only these functions.
#ifndef KRAIT_RUNTIME_MODULES_REGEX_SUBJECT_H_
#define KRAIT_RUNTIME_MODULES_REGEX_SUBJECT_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "gc/value.h"
#include "runtime/modules/regex/matcher.h"
#include "runtime/text/buffer.h"

namespace krait::regex {

// A local variable; lends the object's bytes for as long as it lives.
class Subject {
 public:
  // Check ok(): false leaves a TypeError pending.
  Subject(Isolate* iso, Value string);
  ~Subject() {
    if (lent_) ReleaseBuffer(iso_, &*lent_);
  }
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;

  bool ok() const { return ok_; }
  Value string() const { return string_; }
  bool text() const { return text_; }
  bool single() const { return single_; }
  const char* begin() const { return bytes_.data(); }
  const char* end() const { return bytes_.data() + bytes_.size(); }
  size_t size() const { return bytes_.size(); }

  // In characters.
  int64_t Length() const;
  // The place of a position, which is taken to be the nearest in range.
  const char* At(int64_t position) const;
  int64_t PositionOf(const char* place) const;

  // A str or bytes; the object itself when it is all of an exact one.
  Value Slice(const char* from, const char* to) const;

 private:
  Isolate* iso_;
  Value string_;
  std::string_view bytes_;
  bool ok_ = false;
  bool text_ = false;
  bool single_ = true;
  std::optional<BufferView> lent_;  // of anything but str and bytes
};

}  // namespace krait::regex

#endif  // KRAIT_RUNTIME_MODULES_REGEX_SUBJECT_H_
