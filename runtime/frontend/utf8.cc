// UTF-8 validation, counting, and identifier classes (derived from utf8proc's categories).

#include "runtime/frontend/utf8.h"

#include <utf8proc.h>

#include <cstdio>
#include <cstdlib>

namespace krait::frontend {

namespace {

// The valid range of the second byte depends on the first: it excludes overlong forms, surrogates
// and code points past U+10FFFF.
struct LeadByte {
  int length;  // 0: cannot start a sequence
  unsigned char second_low;
  unsigned char second_high;
};

LeadByte ClassifyLead(unsigned char c) {
  if (c < 0x80) return {1, 0, 0};
  if (c < 0xC2) return {0, 0, 0};
  if (c < 0xE0) return {2, 0x80, 0xBF};
  if (c == 0xE0) return {3, 0xA0, 0xBF};
  if (c == 0xED) return {3, 0x80, 0x9F};
  if (c < 0xF0) return {3, 0x80, 0xBF};
  if (c == 0xF0) return {4, 0x90, 0xBF};
  if (c < 0xF4) return {4, 0x80, 0xBF};
  if (c == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// Checks the sequence at `at`; on success *length is its length, on failure the number of bytes to
// blame, and the reason is returned.
const char* CheckSequence(std::string_view text, size_t at, size_t* length) {
  LeadByte lead = ClassifyLead(static_cast<unsigned char>(text[at]));
  *length = 1;
  if (lead.length == 0) return "invalid start byte";
  for (int i = 1; i < lead.length; ++i) {
    if (at + i >= text.size()) {
      *length = i;
      return "unexpected end of data";
    }
    auto c = static_cast<unsigned char>(text[at + i]);
    bool fits = i == 1 ? c >= lead.second_low && c <= lead.second_high : (c & 0xC0) == 0x80;
    if (!fits) {
      *length = i;
      return "invalid continuation byte";
    }
  }
  *length = lead.length;
  return nullptr;
}

size_t SkipAscii(std::string_view text, size_t at) {
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace

Utf8Problem FindUtf8Problem(std::string_view text) {
  size_t at = 0;
  while ((at = SkipAscii(text, at)) < text.size()) {
    size_t length;
    if (const char* reason = CheckSequence(text, at, &length)) return {reason, at, at + length};
    at += length;
  }
  return {};
}

std::string DescribeUtf8Problem(std::string_view text, const Utf8Problem& problem) {
  char buffer[160];
  if (problem.end - problem.start == 1) {
    std::snprintf(buffer, sizeof buffer,
                  "'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                  static_cast<unsigned char>(text[problem.start]), problem.start, problem.reason);
  } else {
    std::snprintf(buffer, sizeof buffer, "'utf-8' codec can't decode bytes in position %zu-%zu: %s",
                  problem.start, problem.end - 1, problem.reason);
  }
  return buffer;
}

std::string ReplaceInvalidUtf8(std::string_view text) {
  std::string result;
  size_t at = 0;
  while (at < text.size()) {
    size_t ascii_end = SkipAscii(text, at);
    result.append(text, at, ascii_end - at);
    at = ascii_end;
    if (at == text.size()) break;
    size_t length;
    if (CheckSequence(text, at, &length) == nullptr) {
      result.append(text, at, length);
    } else {
      result.append("\xEF\xBF\xBD");
    }
    at += length;
  }
  return result;
}

size_t CountCharacters(std::string_view text) {
  size_t count = 0;
  size_t at = 0;
  while (at < text.size()) {
    size_t length;
    CheckSequence(text, at, &length);
    at += length;
    ++count;
  }
  return count;
}

uint32_t DecodeCodePoint(const char** cursor) {
  const auto* p = reinterpret_cast<const unsigned char*>(*cursor);
  uint32_t c = p[0];
  int length = 1;
  if (c >= 0xF0) {
    c = (c & 0x07) << 18 | (p[1] & 0x3F) << 12 | (p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    length = 4;
  } else if (c >= 0xE0) {
    c = (c & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    length = 3;
  } else if (c >= 0xC0) {
    c = (c & 0x1F) << 6 | (p[1] & 0x3F);
    length = 2;
  }
  *cursor += length;
  return c;
}

void AppendCodePoint(uint32_t c, std::string* out) {
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out->push_back(static_cast<char>(0xC0 | c >> 6));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | c >> 12));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xF0 | c >> 18));
    out->push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

namespace {

// ID_Start and ID_Continue: general categories plus the few characters Unicode grandfathers in.
bool IsIdStart(uint32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
      return true;
    default:
      return c == '_' || c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212E || c == 0x309B ||
             c == 0x309C;
  }
}

bool IsIdContinue(uint32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return IsIdStart(c) || c == 0x00B7 || c == 0x0387 || (c >= 0x1369 && c <= 0x1371) ||
             c == 0x19DA;
  }
}

// XID_* asks that the NFKC form be made of identifier characters too.
bool NormalizesToIdentifier(uint32_t c, bool at_start) {
  utf8proc_int32_t buffer[32];
  utf8proc_ssize_t count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), buffer, 32,
                              static_cast<utf8proc_option_t>(UTF8PROC_COMPAT), nullptr);
  if (count <= 0 || count > 32) return false;
  for (int i = 0; i < count; ++i) {
    auto part = static_cast<uint32_t>(buffer[i]);
    if (!(at_start && i == 0 ? IsIdStart(part) : IsIdContinue(part))) return false;
  }
  return true;
}

}  // namespace

bool IsIdentifierStart(uint32_t c) { return IsIdStart(c) && NormalizesToIdentifier(c, true); }

bool IsIdentifierContinue(uint32_t c) {
  return IsIdContinue(c) && NormalizesToIdentifier(c, false);
}

bool IsPrintable(uint32_t c) {
  if (c == ' ') return true;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
      return false;
    default:
      return true;
  }
}

}  // namespace krait::frontend
