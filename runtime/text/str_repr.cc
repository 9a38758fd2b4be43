// repr() and ascii() of strings.
#include "runtime/isolate.h"
#include "runtime/text/builder.h"
#include "runtime/text/str_operations.h"
#include "runtime/text/unicode.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

constexpr char kHex[] = "0123456789abcdef";

void AppendHex(StrBuilder& out, uint32_t c, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out.AppendChar(kHex[c >> shift & 15]);
}

void AppendEscape(StrBuilder& out, uint32_t c) {
  out.AppendChar('\\');
  if (c < 0x100) {
    out.AppendChar('x');
    AppendHex(out, c, 2);
  } else if (c < 0x10000) {
    out.AppendChar('u');
    AppendHex(out, c, 4);
  } else {
    out.AppendChar('U');
    AppendHex(out, c, 8);
  }
}

// Needs no escape wherever it stands between single quotes.
bool IsPlain(char c) { return c >= 0x20 && c < 0x7F && c != '\'' && c != '\\'; }

Str* Quote(Isolate* iso, const Str* s, bool ascii_only) {
  const std::string_view text = s->view();
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  StrBuilder out(iso, text.size() + 2);
  out.AppendChar(quote);
  const char* p = text.data();
  const char* end = p + text.size();
  while (p < end) {
    const char* run = p;
    while (p < end && IsPlain(*p)) ++p;
    out.AppendAscii({run, static_cast<size_t>(p - run)});
    if (p == end) break;
    const char* at = p;
    const uint32_t c = utf8::Next(p);
    if (c == static_cast<uint32_t>(quote) || c == '\\') {
      out.AppendChar('\\');
      out.AppendChar(static_cast<char>(c));
    } else if (c == '\n') {
      out.AppendAscii("\\n");
    } else if (c == '\r') {
      out.AppendAscii("\\r");
    } else if (c == '\t') {
      out.AppendAscii("\\t");
    } else if (c < 0x80 ? c >= 0x20 && c != 0x7F : !ascii_only && unicode::IsPrintable(c)) {
      out.Append({at, static_cast<size_t>(p - at)}, 1);
    } else {
      AppendEscape(out, c);
    }
  }
  out.AppendChar(quote);
  return out.Finish();
}

}  // namespace

Str* StrRepr(Isolate* iso, const Str* s) { return Quote(iso, s, false); }
Str* StrAscii(Isolate* iso, const Str* s) { return Quote(iso, s, true); }

}  // namespace krait
