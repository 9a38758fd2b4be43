#include "runtime/number/number_text.h"

#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/text/buffer.h"
#include "runtime/text/str.h"
#include "runtime/text/unicode.h"
#include "runtime/text/utf8.h"

namespace krait {

std::string_view StripAsciiSpace(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::string PlainNumberText(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  const char* p = text.data();
  while (p < text.data() + text.size()) {
    const uint32_t c = utf8::Next(p);
    if (c < 0x80) {
      plain += static_cast<char>(c);
    } else if (unicode::IsSpace(c)) {
      plain += ' ';
    } else if (const int digit = unicode::DecimalValue(c); digit >= 0) {
      plain += static_cast<char>('0' + digit);
    } else {
      plain += '?';
    }
  }
  return plain;
}

bool NumberSourceText(Isolate* iso, Value v, std::string* storage, std::string_view* text,
                      bool* is_text) {
  if (const Str* s = CastTo<Str>(v, ObjectKind::kStr)) {
    *is_text = true;
    *text = s->view();
    if (!s->IsAscii()) {
      *storage = PlainNumberText(*text);
      *text = *storage;
    }
    return true;
  }
  *is_text = false;
  if (!HasBuffer(v)) return false;
  ScopedBuffer buffer(iso, v);
  if (!buffer.ok()) {
    TakePending(iso);
    return false;
  }
  *storage = buffer.view();
  *text = *storage;
  return true;
}

}  // namespace krait
