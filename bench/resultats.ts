import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'

export type Mesure = { nom: string; valeur: number; unite: string; limite: number; ratio: number }
const FICHIER = 'bench/resultats.md'
const SECTIONS = {
  croissance: 'La boîte, de mille à un million de dossiers',
  mesures: 'Toutes les mesures',
  cloture: 'Un soir de clôture',
  lighthouse: 'Lighthouse, page par page',
}

/** The machine and the code of a run, as they say it themselves. */
export function machine(): string {
  const coeurs = cpus()
  const code = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const charge = loadavg().map(n => n.toFixed(1))
  return [
    `${coeurs.length} × ${coeurs[0]?.model.trim()}`,
    `${Math.round(totalmem() / 2 ** 30)} Gio`,
    `${process.platform} ${release()}`,
    `Node ${process.versions.node}`,
    `charge au début ${charge.join(', ')} (1, 5 et 15 min)`,
    `code ${code}`,
  ].join(' ; ')
}

export const enTableau = (mesures: readonly Mesure[]) => [
  '| mesure | valeur | limite | rapport |',
  '|---|---|---|---|',
  ...mesures.map(m => `| ${m.nom} | ${m.valeur} ${m.unite} | ${m.limite} | ${m.ratio} |`),
]

/** Writes one section of the results, the others staying as their own run left them. */
export function ecrireResultats(section: keyof typeof SECTIONS, machine: string, lignes: readonly string[]) {
  const avant = existsSync(FICHIER) ? readFileSync(FICHIER, 'utf8') : ''
  const anciennes = new Map(
    avant
      .split(/^## /m)
      .slice(1)
      .map(s => [s.slice(0, s.indexOf('\n')), s]),
  )
  const titre = SECTIONS[section]
  anciennes.set(titre, [titre, '', `${machine}.`, '', ...lignes, '', ''].join('\n'))
  const corps = Object.values(SECTIONS).flatMap(t => (anciennes.has(t) ? `## ${anciennes.get(t)!.trim()}\n` : []))
  writeFileSync(
    FICHIER,
    `# Mesures\n\nÉcrit par \`npm run bench -- --ecrire\`, \`npm run bench -- --million --ecrire\`, \`npm run test:charge -- --ecrire\` et \`npm run lighthouse -- --ecrire\` ; jamais à la main.\n\n${corps.join('\n')}`,
  )
}
