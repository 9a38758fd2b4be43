// Marks under source lines, by CPython 3.11's rules: the operator of a binary operation and the
// brackets of a subscript are pointed out; marks that would span the whole line are left out.
#include "runtime/object/source_marks.h"

#include <algorithm>
#include <cstdio>

#include "runtime/frontend/ast.h"
#include "runtime/frontend/parser/parser.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

constexpr size_t kMaxFile = size_t{64} << 20;
constexpr size_t kMaxSegment = 1000;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

std::vector<std::string> ReadLines(const std::string& filename) {
  std::vector<std::string> lines;
  if (filename.empty() || filename.front() == '<') return lines;
  std::FILE* file = std::fopen(filename.c_str(), "rb");
  if (file == nullptr) return lines;
  std::string text;
  char buffer[65536];
  size_t got;
  while ((got = std::fread(buffer, 1, sizeof(buffer), file)) > 0 && text.size() < kMaxFile) {
    text.append(buffer, got);
  }
  std::fclose(file);
  size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < text.size()) {
    size_t end = text.find_first_of("\r\n", at);
    if (end == std::string::npos) end = text.size();
    lines.push_back(text.substr(at, end - at));
    at = end + (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
  }
  return lines;
}

// Byte ranges in a segment of source: what is marked as the essential part.
struct Anchors {
  bool found = false;
  int left = 0, right = 0;
};

Anchors AnchorsOf(const std::string& segment, const frontend::ExprNode* expression) {
  using frontend::NodeKind;
  if (expression->kind == NodeKind::kBinOp) {
    const auto* operation = frontend::Cast<frontend::BinOp>(expression);
    for (int i = operation->left->end_col_offset; i < operation->right->col_offset; ++i) {
      if (IsBlank(segment[i])) continue;
      const bool two = i + 1 < operation->right->col_offset && !IsBlank(segment[i + 1]);
      return {true, i, i + 1 + (two ? 1 : 0)};
    }
    return {};
  }
  if (expression->kind == NodeKind::kSubscript) {
    const auto* subscript = frontend::Cast<frontend::Subscript>(expression);
    return {true, subscript->value->end_col_offset, subscript->slice->end_col_offset + 1};
  }
  return {};
}

Anchors FindAnchors(const std::string& segment) {
  if (segment.size() > kMaxSegment) return {};
  frontend::ParseOptions options;
  options.flags = frontend::kIgnoreCookie;
  const frontend::ParseResult parsed = frontend::Parse(segment, options);
  if (!parsed.ok()) return {};
  const auto* module = frontend::Cast<frontend::Module>(parsed.root);
  if (module->body.size() != 1 || module->body[0]->kind != frontend::NodeKind::kExpr) return {};
  return AnchorsOf(segment, frontend::Cast<frontend::Expr>(module->body[0])->value);
}

size_t CharactersBefore(std::string_view text, size_t bytes) {
  return utf8::CountCodePoints(text.substr(0, std::min(bytes, text.size())));
}

}  // namespace

std::string_view SourceLines::Line(const std::string& filename, int line) {
  auto found = files_.find(filename);
  if (found == files_.end()) found = files_.emplace(filename, ReadLines(filename)).first;
  if (line < 1 || static_cast<size_t>(line) > found->second.size()) return {};
  return found->second[line - 1];
}

size_t LeadingBlanks(std::string_view line) {
  size_t i = 0;
  while (i < line.size() && IsBlank(line[i])) ++i;
  return i;
}

std::string SourceMarks(std::string_view line, const CodePosition& position) {
  if (position.line <= 0 || position.end_line <= 0 || position.column < 0 ||
      position.end_column < 0) {
    return "";
  }
  const size_t blanks = LeadingBlanks(line);
  const size_t start_byte = std::min<size_t>(position.column, line.size());
  size_t end_byte = std::min<size_t>(position.end_column, line.size());
  Anchors anchors;
  if (position.line == position.end_line) {
    if (end_byte > start_byte) {
      anchors = FindAnchors(std::string(line.substr(start_byte, end_byte - start_byte)));
    }
  } else {
    end_byte = line.size();
    while (end_byte > 0 && (IsBlank(line[end_byte - 1]) || line[end_byte - 1] == '\v')) --end_byte;
  }
  const size_t start = CharactersBefore(line, start_byte);
  const size_t end = CharactersBefore(line, end_byte);
  const size_t length = utf8::CountCodePoints(line);
  if (end <= start) return "";
  if (!anchors.found && end - start == length - blanks) return "";
  const size_t left = start + CharactersBefore(line.substr(start_byte), anchors.left);
  const size_t right = start + CharactersBefore(line.substr(start_byte), anchors.right);
  std::string marks;
  for (size_t i = blanks; i < end; ++i) {
    if (i < start) {
      marks += ' ';
    } else if (anchors.found) {
      marks += i >= left && i < right ? '^' : '~';
    } else {
      marks += '^';
    }
  }
  return marks;
}

}  // namespace krait
