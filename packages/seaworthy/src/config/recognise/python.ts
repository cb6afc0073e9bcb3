import type { Recognised } from '../recognise.ts';
import { firstThere, textOf } from './folder.ts';

const APPS = ['main.py', 'app.py', 'app/main.py', 'src/main.py', 'src/app/main.py', 'api/main.py'];

/** By manage.py (Django), or by a manifest that names FastAPI and a file that makes the application. */
export function python(folder: string): Recognised | undefined {
  const manifests = ['pyproject.toml', 'requirements.txt', 'Pipfile']
    .map((name) => textOf(folder, name))
    .join('\n');
  const installed = (name: string): boolean => new RegExp(`(^|["'\\s])${name}\\b`, 'im').test(manifests);
  if (firstThere(folder, ['manage.py']) !== undefined) return django(folder, installed('gunicorn'));
  return installed('fastapi') ? fastapi(folder) : undefined;
}

function django(folder: string, gunicorn: boolean): Recognised {
  const [, project] =
    /DJANGO_SETTINGS_MODULE['"]\s*,\s*['"](\w+)[\w.]*['"]/.exec(textOf(folder, 'manage.py')) ?? [];
  if (gunicorn && project !== undefined)
    return {
      framework: 'django',
      command: [...program(folder, 'gunicorn'), `${project}.wsgi`, '--bind', '127.0.0.1:{port}'],
      assumed: [`manage.py is Django and gunicorn is a dependency: gunicorn serves ${project}.wsgi.`],
    };
  return {
    framework: 'django',
    command: [interpreter(folder), 'manage.py', 'runserver', '--noreload', '127.0.0.1:{port}'],
    assumed: [
      'manage.py is Django: its development server is started, because gunicorn is not a dependency.',
    ],
  };
}

function fastapi(folder: string): Recognised {
  for (const file of APPS) {
    const [, name] = /^(\w+)\s*(?::[^=\n]+)?=\s*FastAPI\(/m.exec(textOf(folder, file)) ?? [];
    if (name === undefined) continue;
    const module = `${file.slice(0, -3).replaceAll('/', '.')}:${name}`;
    return {
      framework: 'fastapi',
      command: [...program(folder, 'uvicorn'), module, '--host', '127.0.0.1', '--port', '{port}'],
      assumed: [`FastAPI is a dependency and ${file} makes the application: uvicorn serves ${module}.`],
    };
  }
  return {
    framework: 'fastapi',
    assumed: [`FastAPI is a dependency, but none of ${APPS.join(', ')} makes a FastAPI application.`],
  };
}

/** A program of the virtual environment, else as a module of the interpreter. */
function program(folder: string, name: string): string[] {
  const installed = firstThere(folder, [`.venv/bin/${name}`, `venv/bin/${name}`]);
  return installed === undefined ? [interpreter(folder), '-m', name] : [`./${installed}`];
}

function interpreter(folder: string): string {
  const own = firstThere(folder, ['.venv/bin/python', 'venv/bin/python']);
  return own === undefined ? 'python3' : `./${own}`;
}
