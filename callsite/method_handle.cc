#include "callsite/method_handle.h"

#include <bit>
#include <cstdio>
#include <unordered_set>

#include "callsite/handle_table.h"
#include "callsite/method_type.h"
#include "gc/marker.h"

namespace krait::callsite {

namespace {

std::string TextOf(Value value) {
  if (value.IsInt()) return std::to_string(value.AsInt());
  if (value.IsDouble()) {
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", value.AsDouble());
    return text;
  }
  if (value.IsNone()) return "None";
  if (value.IsTrue()) return "True";
  if (value.IsFalse()) return "False";
  return "";
}

std::string TextOf(uint64_t word, Representation representation) {
  switch (representation) {
    case Representation::kInt64:
      return std::to_string(static_cast<int64_t>(word));
    case Representation::kDouble:
      return TextOf(Value::Double(std::bit_cast<double>(word)));
    case Representation::kBool:
      return word != 0 ? "true" : "false";
    default:
      return word == 0 ? "null" : "";
  }
}

// What tells nodes of one kind apart, for a reader.
std::string OperandText(const MethodHandle& handle) {
  switch (handle.kind()) {
    case HandleKind::kConstant:
      return TextOf(handle.value());
    case HandleKind::kNative:
      return handle.native()->name;
    case HandleKind::kWord:
      return TextOf(handle.word(0), handle.type()->result());
    case HandleKind::kFunction:
      return reinterpret_cast<const char*>(handle.word(2));
    case HandleKind::kGetField:
    case HandleKind::kSetField:
      return "+" + std::to_string(handle.index()) + " " +
             FieldTypeName(static_cast<FieldType>(handle.word(0)));
    case HandleKind::kGetElement:
    case HandleKind::kSetElement:
    case HandleKind::kVarargs:
      return FieldTypeName(static_cast<FieldType>(handle.word(0)));
    case HandleKind::kAsType:
      return handle.index() == 0 ? "" : "explicit";
    case HandleKind::kInvoker:
      return handle.index() == 0 ? "exact" : "generic";
    case HandleKind::kCatchException:
      return handle.index() == 0 ? "any" : std::to_string(handle.index());
    case HandleKind::kSpread:
    case HandleKind::kGather:
      return std::to_string(handle.word(0)) + " at " + std::to_string(handle.index());
    case HandleKind::kPermuteArguments: {
      std::string text;
      for (int i = 0; i < handle.word_count(); ++i) {
        text += (i == 0 ? "" : " ") + std::to_string(handle.word(i));
      }
      return text;
    }
    case HandleKind::kGetSlot:
    case HandleKind::kSetSlot:
    case HandleKind::kAddSlot:
    case HandleKind::kInsertArguments:
    case HandleKind::kDropArguments:
    case HandleKind::kFilterArguments:
    case HandleKind::kCollectArguments:
    case HandleKind::kFoldArguments:
      return std::to_string(handle.index());
    default:
      return "";
  }
}

// A runtime's own leaves have the types their names say, and print without. What was printed
// already is not printed again below: a graph is smaller than its tree.
void PrintGraph(const MethodHandle& handle, int indent, std::string& text,
                std::unordered_set<const MethodHandle*>& printed) {
  const auto margin = static_cast<size_t>(indent) * 2;
  text.append(margin, ' ');
  text += HandleKindName(handle.kind());
  if (std::string operand = OperandText(handle); !operand.empty()) text += " " + operand;
  if (handle.kind() > HandleKind::kNative) text += " : " + handle.type()->ToString();
  if (handle.child_count() > 0 && !printed.insert(&handle).second) {
    text += " (as above)";
    return;
  }
  for (int i = 0; i < handle.child_count(); ++i) {
    text += '\n';
    if (handle.child(i) != nullptr) {
      PrintGraph(*handle.child(i), indent + 1, text, printed);
    } else {
      text.append(margin + 2, ' ');
      text += "-";
    }
  }
}

void TraceGraph(const MethodHandle& handle, gc::Marker& marker,
                std::unordered_set<const MethodHandle*>& seen) {
  marker.Visit(handle.value());
  for (int i = 0; i < handle.child_count(); ++i) {
    const MethodHandle* child = handle.child(i);
    if (child != nullptr && seen.insert(child).second) TraceGraph(*child, marker, seen);
  }
}

}  // namespace

const char* HandleKindName(HandleKind kind) {
  static constexpr const char* kNames[] = {
#define KRAIT_HANDLE(Kind, name) name,
      KRAIT_HANDLE_KINDS(KRAIT_HANDLE)
#undef KRAIT_HANDLE
  };
  return kNames[static_cast<int>(kind)];
}

const char* FieldTypeName(FieldType type) {
  static constexpr const char* kNames[] = {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) #cpp,
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
  };
  return kNames[static_cast<int>(type)];
}

std::string MethodHandle::ToString() const {
  std::string text;
  std::unordered_set<const MethodHandle*> printed;
  PrintGraph(*this, 0, text, printed);
  return text;
}

void MethodHandle::Trace(gc::Marker& marker) const {
  if (!traced_) return;
  if (child_count_ == 0) {
    marker.Visit(value_);
    return;
  }
  std::unordered_set<const MethodHandle*> seen;
  TraceGraph(*this, marker, seen);
}

// Where an overflow array stands, and what a shape's transition does, is the runtime's business.
const MethodType* MethodHandle::RuntimeLeafType() const {
  using enum Representation;
  if (table_ == nullptr) return nullptr;
  switch (kind_) {
    case HandleKind::kConstant:
    case HandleKind::kGetCell:
      return table_->types().Get(kValue, {});
    case HandleKind::kGetSlot:
      return index_ >= 0 ? table_->types().Get(kValue, {kValue}) : nullptr;
    case HandleKind::kSetSlot:
      return index_ >= 0 ? table_->types().Get(kVoid, {kValue, kValue}) : nullptr;
    case HandleKind::kSetCell:
      return table_->types().Get(kVoid, {kValue});
    default:
      return nullptr;
  }
}

}  // namespace krait::callsite
