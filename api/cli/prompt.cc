#include "api/cli/prompt.h"

#include <editline/readline.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/modules/sys_module.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/program.h"
#include "runtime/text/str.h"

namespace krait::cli {

namespace {

// False at the end of input.
bool ReadLine(const char* prompt, std::string* line) {
  char* text = readline(prompt);
  if (text == nullptr) return false;
  *line = text;
  std::free(text);
  if (!line->empty()) add_history(line->c_str());
  return true;
}

Code* CompileStatement(Isolate* iso, std::string_view source) {
  return Compile(iso, source, Str::Intern(iso, "<stdin>"), CompileMode::kSingle,
                 kCompileDontImplyDedent | kCompileIncompleteInput | kCompileSourceIsUtf8);
}

bool IsIncomplete(Isolate* iso) {
  if (!PendingIs(iso, ExceptionId::kSyntaxError)) return false;
  const Value message = ExceptionField(iso->pending().As<Exception>(), SyntaxErrorField::kMsg);
  return message.IsHeap() && message.As<Str>()->Equals("incomplete input");
}

// Does the source so far need more lines? A block goes on until an empty line: it is complete only
// if it is so without the last line's end, too.
bool NeedsMore(Isolate* iso, std::string_view source, Code** code) {
  *code = CompileStatement(iso, source);
  if (*code != nullptr) *code = CompileStatement(iso, source.substr(0, source.size() - 1));
  if (*code != nullptr || !IsIncomplete(iso)) return false;
  TakePending(iso);
  return true;
}

}  // namespace

int Prompt(Isolate* iso, Module* main) {
  std::puts("Krait 0.1 (Python 3.11.2). Type \"exit()\" or Ctrl-D to leave.");
  std::string source, line;
  while (ReadLine(source.empty() ? ">>> " : "... ", &line)) {
    source += line + "\n";
    if (source == "\n") {
      source.clear();
      continue;
    }
    Code* code;
    if (NeedsMore(iso, source, &code)) continue;
    source.clear();
    if (code != nullptr &&
        iso->interpreter().Execute(code, main->dict, Value::Object(main->dict))) {
      FlushStandardStreams(iso);
      continue;
    }
    const bool leaves = PendingIs(iso, ExceptionId::kSystemExit);
    const int status = ReportUncaught(iso);
    FlushStandardStreams(iso);
    if (leaves) return status;
  }
  std::puts("");
  return 0;
}

}  // namespace krait::cli
