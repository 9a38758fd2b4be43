#include "runtime/frontend/compiler/source_hooks.h"

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/character_names.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

bool LookUpCharacterName(void*, std::string_view name, std::string* text) {
  uint32_t c;
  if (!CharacterByName(name, &c)) return false;
  char bytes[4];
  text->assign(bytes, static_cast<size_t>(utf8::Encode(c, bytes)));
  return true;
}

bool DecodeSource(void* context, std::string_view encoding, std::string_view bytes,
                  std::string* text, std::string* error) {
  auto* iso = static_cast<Isolate*>(context);
  if (const Str* s = DecodeText(iso, bytes, encoding)) {
    *text = s->view();
    return true;
  }
  if (ClearPendingIf(iso, ExceptionId::kLookupError)) return false;
  const Value exception = TakePending(iso);
  const Str* message = ToStr(iso, exception);
  *error = message != nullptr ? message->view() : "cannot decode the source";
  if (message == nullptr) TakePending(iso);
  return true;
}

}  // namespace

void SetSourceHooks(Isolate* iso, frontend::ParseOptions* options) {
  options->character_name_lookup = LookUpCharacterName;
  options->source_decoder = DecodeSource;
  options->hook_context = iso;
}

}  // namespace krait
