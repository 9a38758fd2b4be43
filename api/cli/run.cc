// Running what the command line names, with CPython's exit codes and tracebacks.
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "api/cli/command_line.h"
#include "api/cli/prompt.h"
#include "gc/heap.h"
#include "runtime/bytecode/code.h"
#include "runtime/bytecode/disassembler.h"
#include "runtime/collection/dict.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/import/finders.h"
#include "runtime/import/import.h"
#include "runtime/interpreter/explain.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/modules/sys_module.h"
#include "runtime/object/errors.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/program.h"
#include "runtime/text/str.h"

namespace krait::cli {

namespace {

std::string ExecutablePath() {
  char path[PATH_MAX];
  const ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
  return n > 0 ? std::string(path, static_cast<size_t>(n)) : std::string();
}

bool IsDirectory(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

// sys.path[0]: the folder of the script, with links resolved, or the folder that is run; the
// current one otherwise.
std::string ScriptFolder(const Arguments& a) {
  if (a.source != Source::kFile) return "";
  char resolved[PATH_MAX];
  const std::string path = realpath(a.text.c_str(), resolved) != nullptr ? resolved : a.text;
  if (IsDirectory(path)) return path;
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
}

std::string CurrentFolder() {
  char path[PATH_MAX];
  return getcwd(path, sizeof(path)) != nullptr ? path : "";
}

std::string Join(const std::string& folder, std::string_view name) {
  return folder + (folder.ends_with('/') ? "" : "/") + std::string(name);
}

// The name that the script's code carries, and its __file__: absolute, but as it was spelled. A
// folder is run by its __main__.py.
std::string ScriptName(const Arguments& a) {
  const std::string folder = a.text.starts_with('/') ? "" : CurrentFolder();
  const std::string path = folder.empty() ? a.text : Join(folder, a.text);
  return IsDirectory(path) ? Join(path, "__main__.py") : path;
}

// The parts of an environment variable.
void AppendParts(const Arguments& a, const char* variable, char separator,
                 std::vector<std::string>* parts) {
  const char* text = a.ignore_environment ? nullptr : std::getenv(variable);
  for (std::string_view rest = text != nullptr ? text : ""; !rest.empty();) {
    const size_t end = rest.find(separator);
    parts->emplace_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
  }
}

// Has the environment variable a value?
bool IsSet(const Arguments& a, const char* variable) {
  const char* text = a.ignore_environment ? nullptr : std::getenv(variable);
  return text != nullptr && *text != '\0';
}

ProgramOptions OptionsFor(const Arguments& a) {
  ProgramOptions options;
  options.executable = ExecutablePath();
  options.optimize = a.optimize;
  options.interactive = a.interactive;
  options.unbuffered = a.unbuffered || IsSet(a, "PYTHONUNBUFFERED");
  options.isolated = a.isolated;
  options.ignore_environment = a.ignore_environment;
  switch (a.source) {
    case Source::kFile:
      options.argv.push_back(a.text);
      break;
    case Source::kCommand:
      options.argv.push_back("-c");
      break;
    case Source::kModule:
      options.argv.push_back("-m");
      break;
    case Source::kStandardInput:
      options.argv.push_back(a.text == "-" ? "-" : "");
      break;
  }
  options.argv.insert(options.argv.end(), a.rest.begin(), a.rest.end());
  if (!a.isolated) {
    options.path.push_back(a.source == Source::kModule ? CurrentFolder() : ScriptFolder(a));
  }
  AppendParts(a, "PYTHONPATH", ':', &options.path);
  AppendParts(a, "PYTHONWARNINGS", ',', &options.warnings);
  options.warnings.insert(options.warnings.end(), a.warnings.begin(), a.warnings.end());
  return options;
}

bool ReadStandardInput(std::string* text) {
  char buffer[16384];
  while (true) {
    const ssize_t n = read(0, buffer, sizeof(buffer));
    if (n == 0) return true;
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) text->append(buffer, static_cast<size_t>(n));
  }
}

// The program's text and the name that its code carries. False: a message was printed, exit code 2.
bool ReadProgram(Isolate* iso, const Arguments& a, std::string* source, std::string* name) {
  switch (a.source) {
    case Source::kCommand:
      *source = a.text + "\n";
      *name = "<string>";
      return true;
    case Source::kStandardInput:
      *name = "<stdin>";
      return ReadStandardInput(source);
    default:
      break;
  }
  *name = ScriptName(a);
  Str* path = Str::NewLossy(iso, *name);
  if (ReadFile(iso, path, source)) return true;
  TakePending(iso);
  const int error = access(name->c_str(), R_OK) != 0 ? errno : EISDIR;
  std::fprintf(stderr, "krait: can't open file '%s': [Errno %d] %s\n", name->c_str(), error,
               std::strerror(error));
  return false;
}

int Disassemble(Isolate* iso, const Arguments& a) {
  std::string source, name;
  if (!ReadProgram(iso, a, &source, &name)) return 2;
  Code* code =
      Compile(iso, source, Str::NewLossy(iso, name), CompileMode::kExec, 0, true, a.optimize);
  if (code == nullptr) return ReportUncaught(iso);
  std::fputs(krait::Disassemble(iso, code).c_str(), stdout);
  return 0;
}

// Runs the program in __main__; its exit code.
int RunProgram(Isolate* iso, const Arguments& a, Module* main) {
  if (a.source == Source::kModule) return RunModule(iso, a.text);
  std::string source, name;
  if (!ReadProgram(iso, a, &source, &name)) return 2;
  Str* filename = Str::NewLossy(iso, name);
  if (a.source == Source::kFile) {
    main->dict->Set(iso, iso->names().dunder_file, Value::Object(filename));
  }
  Code* code =
      Compile(iso, source, filename, CompileMode::kExec,
              a.source == Source::kCommand ? uint32_t{kCompileSourceIsUtf8} : 0, true, a.optimize);
  if (code == nullptr) return ReportUncaught(iso);
  const bool ok =
      static_cast<bool>(iso->interpreter().Execute(code, main->dict, Value::Object(main->dict)));
  const int status = ok ? 0 : ReportUncaught(iso);
  if (a.explain) std::fputs(Explain(iso, code).c_str(), stderr);
  return status;
}

void PrintStatistics(const gc::HeapStatistics& s) {
  constexpr double kMillion = 1e6;
  std::fprintf(stderr,
               "collections: %llu minor, %llu full; pauses: %.1f ms in all, the longest %.2f ms\n"
               "allocated: %.1f MB in all; in use after the last collection: %.1f MB\n",
               static_cast<unsigned long long>(s.minor_collections),
               static_cast<unsigned long long>(s.full_collections),
               static_cast<double>(s.pause_total_ns) / kMillion,
               static_cast<double>(s.pause_longest_ns) / kMillion,
               static_cast<double>(s.allocated_total) / kMillion,
               static_cast<double>(s.live_after_last) / kMillion);
}

int RunInIsolate(Isolate* iso, const Arguments& a) {
  gc::StackScope scope(iso->heap());
  if (a.disassemble) return Disassemble(iso, a);
  const ProgramOptions options = OptionsFor(a);
  if (!InstallSys(iso, options)) return ReportUncaught(iso);
  Module* main = MakeMainModule(iso);
  if (main == nullptr) return ReportUncaught(iso);
  // The module reads sys.warnoptions when it is imported.
  if (!options.warnings.empty() && !ImportByName(iso, "warnings")) return ReportUncaught(iso);
  const bool prompt = a.source == Source::kStandardInput && a.text.empty() && isatty(0) != 0;
  int status = prompt ? 0 : RunProgram(iso, a, main);
  if (prompt || a.interactive) status = Prompt(iso, main);
  return FinishProgram(iso, status);
}

}  // namespace

int Main(int argc, char** argv) {
  Arguments arguments;
  int exit_code = 0;
  if (!Parse(argc, argv, &arguments, &exit_code)) return exit_code;
  if (arguments.source == Source::kFile && IsDirectory(arguments.text) &&
      access(ScriptName(arguments).c_str(), F_OK) != 0) {
    std::fprintf(stderr, "krait: can't find '__main__' module in '%s'\n", arguments.text.c_str());
    return 1;
  }
  IsolateOptions options;
  options.stress_gc = arguments.stress_gc;
  options.memory_limit = arguments.memory_limit;
  std::unique_ptr<Isolate> iso = Isolate::Create(options);
  if (iso == nullptr) {
    std::fputs("krait: the memory limit does not hold an empty isolate\n", stderr);
    return 1;
  }
  exit_code = RunInIsolate(iso.get(), arguments);
  if (arguments.statistics) PrintStatistics(iso->heap().Statistics());
  return exit_code;
}

}  // namespace krait::cli
