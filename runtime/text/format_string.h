// Reading the templates of str.format: literal text and replacement fields, field names and their
// parts. Knows nothing of the values.
#ifndef KRAIT_RUNTIME_TEXT_FORMAT_STRING_H_
#define KRAIT_RUNTIME_TEXT_FORMAT_STRING_H_

#include <cstdint>
#include <string_view>

namespace krait {

class Isolate;

struct FormatField {
  std::string_view literal;  // text before the field, braces unescaped
  bool present;              // is there a field at all
  std::string_view name;
  std::string_view spec;
  bool nested;          // the spec has fields itself
  uint32_t conversion;  // code point behind '!', or 0
};

class FormatStringReader {
 public:
  FormatStringReader(Isolate* iso, std::string_view text)
      : iso_(iso), p_(text.data()), end_(text.data() + text.size()) {}

  // False at the end (*ok true), or with ValueError pending (*ok false).
  bool Next(FormatField* field, bool* ok);

 private:
  bool ReadField(FormatField* field);
  bool ReadSpec(FormatField* field, char c);

  Isolate* iso_;
  const char* p_;
  const char* end_;
};

// A number in a field name: -1 when the text is none, -2 with ValueError pending when it is too
// long.
int64_t FieldNumber(Isolate* iso, std::string_view text);

// The parts of "0.name[key]": what comes first, then attributes and items.
class FieldNameReader {
 public:
  FieldNameReader(Isolate* iso, std::string_view name);

  std::string_view first() const { return first_; }
  struct Part {
    bool is_attribute;
    std::string_view text;
    int64_t number;  // of an item, when its text is a number; else -1
  };
  // As FormatStringReader::Next.
  bool Next(Part* part, bool* ok);

 private:
  Isolate* iso_;
  std::string_view first_;
  const char* p_;
  const char* end_;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_FORMAT_STRING_H_
