#include "runtime/text/format_string.h"

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/text/unicode.h"
#include "runtime/text/utf8.h"

namespace krait {

bool FormatStringReader::Next(FormatField* field, bool* ok) {
  *ok = true;
  *field = FormatField{};
  if (p_ >= end_) return false;
  const char* start = p_;
  while (p_ < end_ && *p_ != '{' && *p_ != '}') ++p_;
  if (p_ == end_) {
    field->literal = {start, static_cast<size_t>(p_ - start)};
    return true;
  }
  const char brace = *p_++;
  if (p_ < end_ && *p_ == brace) {
    // A doubled brace stands for one, and ends this piece of text.
    field->literal = {start, static_cast<size_t>(p_ - start)};
    ++p_;
    return true;
  }
  field->literal = {start, static_cast<size_t>(p_ - start - 1)};
  if (brace == '}' || p_ == end_) {
    *ok = false;
    return RaiseValueError(iso_, brace == '}' ? "Single '}' encountered in format string"
                                              : "Single '{' encountered in format string");
  }
  field->present = true;
  *ok = ReadField(field);
  return *ok;
}

bool FormatStringReader::ReadField(FormatField* field) {
  const char* start = p_;
  char c = '\0';
  for (bool done = false; !done && p_ < end_;) {
    c = *p_++;
    switch (c) {
      case '{':
        return RaiseValueError(iso_, "unexpected '{' in field name");
      case '[':
        while (p_ < end_ && *p_ != ']') ++p_;
        break;
      case '}':
      case ':':
      case '!':
        done = true;
        break;
      default:
        break;
    }
  }
  if (c != '}' && c != ':' && c != '!') {
    return RaiseValueError(iso_, "expected '}' before end of string");
  }
  field->name = {start, static_cast<size_t>(p_ - start - 1)};
  return c == '}' || ReadSpec(field, c);
}

bool FormatStringReader::ReadSpec(FormatField* field, char c) {
  if (c == '!') {
    if (p_ >= end_) {
      return RaiseValueError(iso_, "end of string while looking for conversion specifier");
    }
    field->conversion = utf8::Next(p_);
    if (p_ < end_) {
      c = *p_++;
      if (c == '}') return true;
      if (c != ':') return RaiseValueError(iso_, "expected ':' after conversion specifier");
    }
  }
  const char* start = p_;
  int depth = 1;
  while (p_ < end_) {
    c = *p_++;
    if (c == '{') {
      field->nested = true;
      ++depth;
    } else if (c == '}' && --depth == 0) {
      field->spec = {start, static_cast<size_t>(p_ - start - 1)};
      return true;
    }
  }
  return RaiseValueError(iso_, "unmatched '{' in format spec");
}

int64_t FieldNumber(Isolate* iso, std::string_view text) {
  if (text.empty()) return -1;
  int64_t number = 0;
  for (uint32_t c : utf8::CodePoints(text)) {
    const int digit = unicode::DecimalValue(c);
    if (digit < 0) return -1;
    if (number > (INT64_MAX - digit) / 10) {
      RaiseValueError(iso, "Too many decimal digits in format string");
      return -2;
    }
    number = number * 10 + digit;
  }
  return number;
}

FieldNameReader::FieldNameReader(Isolate* iso, std::string_view name) : iso_(iso) {
  const size_t end = name.find_first_of(".[");
  first_ = name.substr(0, end);
  p_ = name.data() + first_.size();
  end_ = name.data() + name.size();
}

bool FieldNameReader::Next(Part* part, bool* ok) {
  *ok = true;
  if (p_ >= end_) return false;
  *ok = false;
  const char c = *p_++;
  const char* start = p_;
  part->number = -1;
  if (c == '.') {
    part->is_attribute = true;
    while (p_ < end_ && *p_ != '.' && *p_ != '[') ++p_;
    part->text = {start, static_cast<size_t>(p_ - start)};
  } else if (c == '[') {
    part->is_attribute = false;
    while (p_ < end_ && *p_ != ']') ++p_;
    if (p_ == end_) return RaiseValueError(iso_, "Missing ']' in format string");
    part->text = {start, static_cast<size_t>(p_ - start)};
    ++p_;
    part->number = FieldNumber(iso_, part->text);
    if (part->number == -2) return false;
  } else {
    return RaiseValueError(iso_, "Only '.' or '[' may follow ']' in format field specifier");
  }
  if (part->text.empty()) return RaiseValueError(iso_, "Empty attribute in format string");
  *ok = true;
  return true;
}

}  // namespace krait
