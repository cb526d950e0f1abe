import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

/** What is written for machines that are not here: each file that it names exists, each command too. No image is built. */
const lignes = (fichier: string) =>
  readFileSync(fichier, 'utf8')
    .split('\n')
    .filter(l => l && !l.startsWith('#'))
const dockerfile = lignes('exploitation/Dockerfile').join('\n').replaceAll(/\\\n/g, ' ')
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const livre = /const AUTOUR = \[([^\]]*)\]/.exec(readFileSync('scripts/livraison.mjs', 'utf8'))![1]!

// Seen to fail: a file copied that does not exist, a script renamed.
it('l’image ne copie que ce qui existe, n’appelle que des commandes du projet, et part comme « npm start »', () => {
  const copies = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(m => m[1]!.split(' '))
  expect(copies).toContain('package-lock.json')
  expect(copies.filter(f => !existsSync(f))).toEqual([])
  const appelees = [...dockerfile.matchAll(/npm run ([\w:]+)/g)].map(m => m[1]!)
  expect(appelees).toEqual(['livraison'])
  expect(appelees.filter(n => !scripts[n])).toEqual([])
  const [, ...arguments_] = JSON.parse(/^CMD (.*)$/m.exec(dockerfile)![1]!) as string[]
  expect(scripts.start).toContain(arguments_.join(' '))
  expect(livre).toContain("'dist'")
  // what the program reads beside itself
  for (const dossier of ['appels', 'guichets', 'modeles']) expect(livre).toContain(`'${dossier}'`)
  const [, de, vers] = /^COPY --from=construction (\S+) (\S+)$/m.exec(dockerfile)!
  expect(dockerfile).toContain(`npm run livraison -- ${de}`)
  expect(dockerfile).toContain(`WORKDIR ${vers}\n`)
})

// Seen to fail: the secrets beside `compose.yaml` went into the image, and what the tests leave here (700 MB) into its context.
it('ce que git laisse de côté n’entre pas dans l’image, les secrets de « compose » non plus', () => {
  const ecartes = new Set(lignes('exploitation/Dockerfile.dockerignore').map(l => l.replace(/\/$/, '')))
  const git = lignes('.gitignore').map(l => l.replaceAll(/^\/|\/$/g, ''))
  const attendus = [...git.map(f => (f.startsWith('*') ? `**/${f}` : f)), '.git', 'exploitation/.env', 'exploitation/certificats']
  expect(attendus.filter(f => !ecartes.has(f))).toEqual([])
})

it('« compose » construit ce Dockerfile, et monte des fichiers qui existent', () => {
  const compose = parse(readFileSync('exploitation/compose.yaml', 'utf8')) as {
    services: Record<string, { build?: { context: string; dockerfile: string }; volumes?: string[] }>
  }
  const services = Object.values(compose.services)
  const builds = services.flatMap(s => (s.build ? [join('exploitation', s.build.context, s.build.dockerfile)] : []))
  expect(builds).toEqual(['exploitation/Dockerfile'])
  const montes = services
    .flatMap(s => s.volumes ?? [])
    .filter(v => v.startsWith('./'))
    .map(v => v.split(':')[0]!)
  expect(montes.length).toBeGreaterThan(2)
  // the certificates are whoever runs it's
  expect(montes.filter(f => f !== './certificats' && !existsSync(join('exploitation', f)))).toEqual([])
})
