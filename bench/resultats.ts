import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'

/** What a figure is beside: a ceiling that it may not pass, a floor that it must reach, or a reference measured in the same run, which it can neither hold nor miss. */
export type Borne = { genre: 'plafond' | 'plancher' | 'repère'; valeur: number }
export const plafond = (valeur: number): Borne => ({ genre: 'plafond', valeur })
export const plancher = (valeur: number): Borne => ({ genre: 'plancher', valeur })
export const repere = (valeur: number): Borne => ({ genre: 'repère', valeur })
export type Noter = (nom: string, valeur: number, unite: string, borne: Borne) => void
export type Mesure = { nom: string; valeur: number; unite: string; borne: Borne }

export const tenue = ({ valeur, borne }: Mesure): 'tenu' | 'non tenu' | '—' =>
  borne.genre === 'repère' ? '—' : (borne.genre === 'plafond' ? valeur <= borne.valeur : valeur >= borne.valeur) ? 'tenu' : 'non tenu'

const arrondi = (n: number) => Math.round(n * 100) / 100
/** A figure as a console shows it, while it is measured. */
export const enLigne = (m: Mesure) =>
  `${m.nom.padEnd(80)} ${String(arrondi(m.valeur)).padStart(9)} ${m.unite.padEnd(3)} ${m.borne.genre} ${arrondi(m.borne.valeur)}  ${tenue(m)}`

const FICHIER = 'bench/resultats.md'
/** What each run left, from which the page is written. */
const GARDES = 'bench/resultats.json'
const SECTIONS = {
  croissance: 'La boîte, de mille à un million de dossiers',
  mesures: 'Toutes les mesures',
  cloture: 'Un soir de clôture',
  lighthouse: 'Lighthouse, page par page',
} as const
export type NomSection = keyof typeof SECTIONS
/** `code`: the commit that was measured. `depuis`: how many commits have changed the program since, when the page was last written; `null` where that is not known. */
export type Section = { machine: string; code: string; depuis: number | null } & ({ mesures: Mesure[] } | { lignes: string[] })
export type Sections = Partial<Record<NomSection, Section>>

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
/** Commits since this one that touch what runs. */
function commitsDepuis(code: string): number | null {
  try {
    return Number(git('rev-list', '--count', `${code}..HEAD`, '--', 'src', 'package-lock.json'))
  } catch {
    return null
  }
}

/** The machine and the code of a run, as they say it themselves. */
export function machine(): { machine: string; code: string } {
  const coeurs = cpus()
  const charge = loadavg().map(n => n.toFixed(1))
  const dite = [
    `${coeurs.length} × ${coeurs[0]?.model.trim()}`,
    `${Math.round(totalmem() / 2 ** 30)} Gio`,
    `${process.platform} ${release()}`,
    `Node ${process.versions.node}`,
    `charge au début ${charge.join(', ')} (1, 5 et 15 min)`,
  ].join(' ; ')
  return { machine: dite, code: git('rev-parse', '--short', 'HEAD') }
}

const codeDit = ({ code, depuis }: Section) =>
  depuis === null
    ? `Mesuré sur le code ${code}, que l’on ne retrouve pas dans l’histoire\u00a0: ces chiffres sont d’un autre code.`
    : depuis === 0
      ? `Mesuré sur le code ${code}, celui du programme quand cette page fut écrite.`
      : `Mesuré sur le code ${code}\u00a0: un autre que celui du programme quand cette page fut écrite, ${depuis}\u00a0${depuis > 1 ? 'modifications' : 'modification'} plus tard.`

function enTableau(mesures: readonly Mesure[]): string[] {
  const combien = (dit: string) => mesures.filter(m => tenue(m) === dit).length
  return [
    `Un plafond se tient au plus, un plancher au moins\u00a0; un repère est mesuré dans la même exécution et ne se tient ni ne se manque. Tenus\u00a0: ${combien('tenu')}\u00a0; non tenus\u00a0: ${combien('non tenu')}\u00a0; repères\u00a0: ${combien('—')}.`,
    '',
    '«\u00a0SQL nu\u00a0»\u00a0: les requêtes mêmes du programme, jouées sans lui, déclencheurs compris. «\u00a0Le moindre SQL d’un expert\u00a0», pour un champ enregistré\u00a0: une seule instruction qui connaît la session, vérifie l’appartenance et l’état, écrit la réponse et une trace, sur des tables sans déclencheur ni droits par ligne.',
    '',
    '| mesure | valeur | borne | genre | tenu | rapport |',
    '|---|---|---|---|---|---|',
    ...mesures.map(
      m =>
        `| ${m.nom} | ${`${arrondi(m.valeur)} ${m.unite}`.trim()} | ${arrondi(m.borne.valeur)} | ${m.borne.genre} | ${tenue(m)} | ${arrondi(m.valeur / m.borne.valeur)} |`,
    ),
  ]
}

/** The page, from what is kept. Pure. */
export function rendre(sections: Sections): string {
  const corps = (Object.keys(SECTIONS) as NomSection[]).flatMap(nom => {
    const s = sections[nom]
    if (!s) return []
    return [`## ${SECTIONS[nom]}`, '', `${s.machine}. ${codeDit(s)}`, '', ...('mesures' in s ? enTableau(s.mesures) : s.lignes), '']
  })
  return [
    '# Mesures',
    '',
    'Écrit par `npm run bench -- --ecrire`, `npm run bench -- --million --ecrire`, `npm run test:charge -- --ecrire` et `npm run lighthouse -- --ecrire`, d’après `bench/resultats.json`, qui garde ce que chacun a mesuré ; jamais à la main. `node bench/resultats.ts` réécrit la page sans rien mesurer.',
    '',
    ...corps,
  ].join('\n')
}

export const lireGardes = (): Sections => (existsSync(GARDES) ? JSON.parse(readFileSync(GARDES, 'utf8')) : {})

/** Writes one section of the results, the others staying as their own run left them; each says whether the program has changed since. */
export function ecrireResultats(
  nom?: NomSection,
  neuve?: { machine: string; code: string } & ({ mesures: Mesure[] } | { lignes: string[] }),
) {
  const sections: Sections = { ...lireGardes(), ...(nom && neuve ? { [nom]: { ...neuve, depuis: 0 } } : {}) }
  for (const s of Object.values(sections)) s.depuis = commitsDepuis(s.code)
  writeFileSync(GARDES, `${JSON.stringify(sections, null, 2)}\n`)
  writeFileSync(FICHIER, rendre(sections))
}

if (process.argv[1] === import.meta.filename) ecrireResultats()
