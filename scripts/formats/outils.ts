import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the validators of others live: in the checkout, ignored by git, never in the product. */
const DOSSIER = '.essai-formats'
/** Apart: the portal's harvester and frictionless each bring a module named « slugify », which are not the same; who judges seals needs none of theirs. */
const LOTS = {
  valideurs: 'feedparser, frictionless, icalendar, jsonschema, pyshacl, stdnum, validata_core',
  portail: 'mongomock, slugify, udata.core.dataset.rdf',
  sceaux: 'pdfua, pikepdf, pyhanko.sign.validation.ades',
} as const
export type Lot = keyof typeof LOTS
export const pythonDe = (lot: Lot) => join(DOSSIER, lot, 'bin/python')

const marche = (commande: string, args: string[]) => spawnSync(commande, args, { stdio: 'ignore' }).status === 0

/** What is missing for the validators to run, as sentences that say how to get it; none when all is there. */
export function manques(): string[] {
  const dits: string[] = []
  // poppler's tools say their version with -v, and qpdf with --version
  for (const [outil, paquet] of [
    ['qpdf', 'qpdf'],
    ['pdfinfo', 'poppler-utils'],
    ['pdftotext', 'poppler-utils'],
    ['pdfsig', 'poppler-utils'],
  ])
    if (!marche(outil!, [outil === 'qpdf' ? '--version' : '-v'])) dits.push(`${outil} n’est pas installé\u00a0: apt-get install ${paquet}`)
  if (!existsSync(DOSSIER) && !marche('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))']))
    dits.push('Python 3.11 ou plus n’est pas installé (avec venv)\u00a0: apt-get install python3 python3-venv')
  if (!(Object.keys(LOTS) as Lot[]).every(lot => marche(pythonDe(lot), ['-c', `import ${LOTS[lot]}`])))
    dits.push(
      `Les valideurs (Python) ne sont pas dans ${DOSSIER}/\u00a0: npm run essai:formats -- --installer (une fois, avec le réseau\u00a0; 700 Mo)`,
    )
  return dits
}

/** Puts the validators in their folder. True when they are there. */
export function installer(): boolean {
  const jouer = (commande: string, ...args: string[]) => spawnSync(commande, args, { stdio: 'inherit' }).status === 0
  const uv = join(DOSSIER, 'uv')
  // uv finds a set of versions that go together in seconds; pip alone did not in ten minutes
  return (
    jouer('python3', '-m', 'venv', uv) &&
    jouer(join(uv, 'bin/python'), '-m', 'pip', 'install', '--quiet', 'uv') &&
    (Object.keys(LOTS) as Lot[]).every(
      lot =>
        jouer('python3', '-m', 'venv', join(DOSSIER, lot)) &&
        jouer(join(uv, 'bin/uv'), 'pip', 'install', '--quiet', '--python', pythonDe(lot), '-r', `scripts/formats/${lot}.txt`),
    )
  )
}
