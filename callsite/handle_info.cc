#include "callsite/handle_info.h"

#include "callsite/combinators/checks.h"

namespace krait::callsite {

std::string HandleInfo::ToString() const {
  std::string text = HandleKindName(kind);
  switch (kind) {
    case HandleKind::kFunction:
      text.append(" ").append(name);
      break;
    case HandleKind::kGetField:
    case HandleKind::kSetField:
      text.append(" ").append(FieldTypeName(field)).append(" at ").append(std::to_string(offset));
      break;
    case HandleKind::kGetElement:
    case HandleKind::kSetElement:
      text.append(" ").append(FieldTypeName(field));
      break;
    default:
      break;
  }
  return text + ": " + type->ToString();
}

absl::StatusOr<HandleInfo> RevealDirect(const HandleRef& handle) {
  constexpr const char* kName = "revealDirect";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&handle}));
  HandleInfo info{handle->kind(), handle->type()};
  switch (handle->kind()) {
    case HandleKind::kFunction:
      info.entry = reinterpret_cast<const void*>(handle->word(0));
      info.name = reinterpret_cast<const char*>(handle->word(2));
      info.takes_context = (handle->index() & kTakesContext) != 0;
      info.has_closure = (handle->index() & kTakesClosure) != 0;
      info.is_pure = (handle->index() & kPure) != 0;
      return info;
    case HandleKind::kGetField:
    case HandleKind::kSetField:
      info.offset = handle->index();
      info.field = static_cast<FieldType>(handle->word(0));
      return info;
    case HandleKind::kGetElement:
    case HandleKind::kSetElement:
      info.field = static_cast<FieldType>(handle->word(0));
      return info;
    case HandleKind::kConstant:
    case HandleKind::kScriptFunction:
      info.value = handle->value();
      return info;
    case HandleKind::kWord:
      info.word = handle->word(0);
      return info;
    case HandleKind::kIdentity:
    case HandleKind::kEmpty:
    case HandleKind::kArrayLength:
    case HandleKind::kThrow:
      return info;
    default:
      return Refuse(kName, std::string(HandleKindName(handle->kind())) + " " +
                               handle->type()->ToString() + " is made of other handles");
  }
}

}  // namespace krait::callsite
