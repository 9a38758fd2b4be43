// What `str % values` and `bytes % values` share: reading the conversion specifications, and taking
// their values from a tuple, a mapping or a single object.
#ifndef KRAIT_RUNTIME_TEXT_PERCENT_FORMAT_H_
#define KRAIT_RUNTIME_TEXT_PERCENT_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gc/value.h"
#include "runtime/number/format_spec.h"

namespace krait {

class Isolate;

class PercentFormatter {
 public:
  // `bytes_format`: mapping keys are bytes, and the messages say so.
  PercentFormatter(Isolate* iso, std::string_view format, Value values, bool bytes_format);

  // The text before the next conversion. False at the end of the format; then it is the rest.
  bool NextLiteral(std::string_view* literal);
  // Reads the specification behind a '%'. False with the exception pending.
  bool ReadSpec(PercentSpec* spec);
  // The value for the conversion; Empty with TypeError pending when there is none left.
  Value NextValue();
  // After the last conversion: TypeError when values are left over.
  bool CheckAllUsed();
  Value RaiseUnsupported(const PercentSpec& spec);
  // The conversion character as a code point (PercentSpec holds ASCII only).
  uint32_t conversion() const { return conversion_; }

 private:
  bool ReadKey();
  bool ReadNumber(int64_t* number, bool* negative, const char* too_big);
  bool ReadStar(int64_t* number, bool* negative, const char* too_big);
  bool AtEnd() const { return position_ >= format_.size(); }

  Isolate* iso_;
  std::string_view format_;
  size_t position_ = 0;
  Value values_;      // what the next values come from
  Value mapping_;     // Empty: `%(key)s` is not possible
  int64_t next_ = 0;  // in a tuple; or, of a single object, whether it was used
  int64_t count_;     // -1: a single object
  bool bytes_format_;
  uint32_t conversion_ = 0;
};

// Pads `body` of `length` characters: the number of blanks before and behind it.
struct PercentPadding {
  size_t left = 0, right = 0;
  PercentPadding(const PercentSpec& spec, size_t length) {
    const size_t width = spec.width < 0 ? 0 : static_cast<size_t>(spec.width);
    if (width <= length) return;
    (spec.left_adjust ? right : left) = width - length;
  }
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_PERCENT_FORMAT_H_
