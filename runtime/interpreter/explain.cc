#include "runtime/interpreter/explain.h"

#include "runtime/bytecode/code.h"
#include "runtime/interpreter/code_sites.h"
#include "runtime/object/checks.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

void ExplainCode(const Code* code, std::string* out) {
  *out += std::string(code->qualname->view()) + " (" + std::string(code->filename->view()) + ":" +
          std::to_string(code->first_line) + ")\n";
  CodeSites* sites = code->body->sites;
  if (sites == nullptr) {
    *out += "  never ran\n";
  } else {
    for (size_t i = 0; i < sites->count(); ++i) {
      const callsite::CallSite& site = sites->sites()[i];
      const SiteDescriptor& descriptor = sites->descriptor(site);
      const CodePosition position = PositionAt(code, site.position());
      *out += "  line " + std::to_string(position.line) + ", site " + std::to_string(i) + ": " +
              InfoOf(descriptor.op).name;
      if (descriptor.name != nullptr) *out += " '" + std::string(descriptor.name->view()) + "'";
      *out += " " + site.ToString() + "\n";
    }
  }
  for (int64_t i = 0; i < code->constants->capacity; ++i) {
    const Value v = code->constants->slots[i];
    if (HasKind(v, ObjectKind::kCode)) ExplainCode(v.As<Code>(), out);
  }
}

}  // namespace

std::string Explain(Isolate*, const Code* code) {
  std::string out;
  ExplainCode(code, &out);
  return out;
}

}  // namespace krait
