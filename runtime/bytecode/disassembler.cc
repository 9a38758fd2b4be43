#include "runtime/bytecode/disassembler.h"

#include <cstdio>
#include <string_view>

#include "runtime/bytecode/code.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

class Disassembler {
 public:
  Disassembler(Isolate* iso, const Code* code, const DisassemblyOptions& options)
      : iso_(iso), code_(code), options_(options) {}

  std::string Run() {
    Head();
    int32_t line = -1;
    const auto& words = code_->body->words;
    for (uint32_t at = 0; at < words.size();) {
      const CodePosition position = PositionAt(code_, at);
      char text[64];
      if (position.line != line) {
        std::snprintf(text, sizeof(text), "%5d ", position.line);
      } else {
        std::snprintf(text, sizeof(text), "      ");
      }
      line = position.line;
      out_ += text;
      at = Instruction(at);
    }
    for (const ExceptionTableEntry& entry : code_->body->exceptions) {
      char text[96];
      std::snprintf(text, sizeof(text), "  handler [%u, %u) -> %u r%u\n", entry.start, entry.end,
                    entry.handler, entry.exception_register);
      out_ += text;
    }
    return std::move(out_);
  }

 private:
  void Head() {
    out_ += "code ";
    out_ += code_->qualname->view();
    char text[64];
    std::snprintf(text, sizeof(text), "  line %u  registers %u", code_->first_line,
                  code_->register_count);
    out_ += text;
    Names("  locals", code_->varnames);
    Names("  cells", code_->cellvars);
    Names("  free", code_->freevars);
    out_ += '\n';
  }

  void Names(const char* what, const Tuple* names) {
    if (names == nullptr || names->size == 0) return;
    out_ += what;
    for (Value name : names->view()) {
      out_ += ' ';
      out_ += name.As<Str>()->view();
    }
  }

  uint32_t Instruction(uint32_t at) {
    const auto& words = code_->body->words;
    const uint32_t start = at;
    Word high = 0;
    if (OpOf(words[at]) == Op::kWide) high = words[at++];
    const Word word = words[at];
    Op op = OpOf(word);
    const OpInfo* info = &InfoOf(op);
    if (options_.generic && info->generic != op) info = &InfoOf(info->generic);
    const uint32_t next = at + static_cast<uint32_t>(info->length);
    operands_.clear();
    comment_.clear();
    for (int i = 0; i < 3; ++i) {
      const int shift = 8 * (i + 1);
      const uint32_t low = word >> shift & 0xFF;
      const uint32_t value = low | (high >> shift & 0xFF) << 8;
      Operand(info->format[i], value, low, high != 0, word, high);
    }
    for (uint32_t extra = at + 1; extra < next; ++extra) {
      Extra(info->format[3 + extra - at - 1], words[extra], next);
    }
    char text[160];
    std::snprintf(text, sizeof(text), "%5u  %-16s %s", start, info->name, operands_.c_str());
    out_ += text;
    if (!comment_.empty()) {
      out_ += "  ;";
      out_ += comment_;
    }
    out_ += '\n';
    return next;
  }

  void Separate() {
    if (!operands_.empty()) operands_ += ", ";
  }

  void Operand(char format, uint32_t value, uint32_t low, bool wide, Word word, Word high) {
    switch (format) {
      case 'd':
      case 'r':
      case 'b':
        Separate();
        operands_ += 'r' + std::to_string(value);
        return;
      case 'i':
        Separate();
        operands_ += std::to_string(value);
        return;
      case 's':
        Separate();
        operands_ += std::to_string(wide ? static_cast<int16_t>(value) : static_cast<int8_t>(low));
        return;
      case 'k':
        Constant(word >> 16 | high >> 16 << 16);
        return;
      default:
        return;
    }
  }

  void Extra(char format, Word value, uint32_t next) {
    switch (format) {
      case 'S': {
        comment_ += " site " + std::to_string(value);
        const Str* name = code_->body->descriptors[value].name;
        if (name != nullptr) {
          comment_ += ' ';
          comment_ += name->view();
        }
        return;
      }
      case 'J':
        Separate();
        operands_ += "-> " + std::to_string(next + value);
        return;
      case 'K':
        Constant(value);
        return;
      case 'I':
        Separate();
        operands_ += std::to_string(value);
        return;
      default:
        return;
    }
  }

  void Constant(uint32_t index) {
    Separate();
    operands_ += 'k' + std::to_string(index);
    const Value value = code_->constants->slots[index];
    comment_ += ' ';
    if (HasKind(value, ObjectKind::kCode)) {
      comment_ += "<code ";
      comment_ += value.As<Code>()->qualname->view();
      comment_ += '>';
      return;
    }
    const Str* text = Repr(iso_, value);
    if (text == nullptr) {
      TakePending(iso_);
      return;
    }
    comment_ += text->view().substr(0, 60);
  }

  Isolate* iso_;
  const Code* code_;
  const DisassemblyOptions& options_;
  std::string out_;
  std::string operands_;
  std::string comment_;
};

}  // namespace

std::string Disassemble(Isolate* iso, const Code* code, const DisassemblyOptions& options) {
  std::string out = Disassembler(iso, code, options).Run();
  if (!options.nested) return out;
  for (int64_t i = 0; i < code->constants->capacity; ++i) {
    const Value value = code->constants->slots[i];
    if (HasKind(value, ObjectKind::kCode)) {
      out += '\n';
      out += Disassemble(iso, value.As<Code>(), options);
    }
  }
  return out;
}

}  // namespace krait
