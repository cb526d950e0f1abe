// `npm run essai:formats`: every public file and every kind of PDF of the demonstration's « Premier bilan », before the validators of others (frictionless,
// Validata, pyshacl, the harvester of the State's portal, qpdf, poppler), and every seal before pyHanko and pdfsig: whole, then with one byte changed.
// `-- --installer` puts the Python ones in their folder, once. Ends with 1 on an error, 2 when a tool is missing. What waits for Sirene is listed apart.
// Not in `npm test`: it needs Python.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { adressesPdf } from '../src/test/adresses-pdf.ts'
import { installer, type Lot, manques, pythonDe } from './formats/outils.ts'
import { type Recolte, recolter, SLUG } from './formats/recolter.ts'

type Constat = { chemin: string; forme: string; valideur: string; fautes: ['erreur' | 'sirene', string][] }

if (process.argv.includes('--installer') && !installer()) {
  console.error('Les valideurs n’ont pas pu être installés\u00a0: voir ci-dessus.')
  process.exit(2)
}
const absents = manques()
if (absents.length > 0) {
  console.error('Les formats ne peuvent pas être essayés\u00a0:')
  for (const m of absents) console.error(`  - ${m}`)
  process.exit(2)
}

/** PDF that a person sent have no address of their own kind: they are known by their first bytes. */
const estPdf = (f: Recolte) => readFileSync(f.fichier).subarray(0, 5).toString('latin1') === '%PDF-'

function valider(fichiers: readonly Recolte[]): Constat[] {
  const python = (lot: Lot, args: string[], input = '') => {
    const r = spawnSync(pythonDe(lot), args, {
      input,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, PYTHONUTF8: '1' },
    })
    if (r.status !== 0) throw new Error(r.stderr.slice(-2000))
    return r.stdout
      .split('\n')
      .filter(Boolean)
      .map(l => JSON.parse(l) as Constat)
  }
  const catalogue = fichiers.find(f => f.chemin === '/donnees/catalogue.jsonld')
  if (!catalogue) throw new Error('Le catalogue n’est pas parmi les fichiers.')
  return [
    ...python('valideurs', ['scripts/formats/valider.py'], JSON.stringify(fichiers)),
    ...python('portail', ['scripts/formats/portail.py', catalogue.fichier]),
    ...python('sceaux', ['scripts/formats/sceaux.py'], JSON.stringify(fichiers)),
  ]
}

const recolte = await recolter(console.log)
try {
  const constats = valider(recolte.fichiers)
  const erreurs: string[] = [...recolte.fautes]
  const sirene: string[] = []
  const lignes = [...Map.groupBy(constats, c => `${c.forme}\t${c.valideur}`)].map(([cle, cs]) => {
    const de = (genre: string) =>
      cs.flatMap(c => c.fautes.filter(([g]) => g === genre).map(([, f]) => `${c.chemin} — ${c.valideur} : ${f}`))
    erreurs.push(...de('erreur'))
    sirene.push(...de('sirene'))
    const [forme, valideur] = cle.split('\t')
    const dit = de('erreur').length > 0 ? `${de('erreur').length} en erreur` : de('sirene').length > 0 ? 'attend Sirene' : 'juste'
    return { Fichier: forme!.replace(SLUG, ':appel'), Valideur: valideur!, Lus: String(cs.length), Résultat: dit }
  })
  const large = (cle: keyof (typeof lignes)[number]) => Math.max(cle.length, ...lignes.map(l => l[cle].length))
  const cles = ['Fichier', 'Valideur', 'Lus', 'Résultat'] as const
  console.log(`\n${cles.map(c => c.padEnd(large(c))).join('  ')}`)
  for (const l of lignes.toSorted((a, b) => a.Fichier.localeCompare(b.Fichier, 'fr')))
    console.log(cles.map(c => l[c].padEnd(large(c))).join('  '))

  const vus = new Set(recolte.fichiers.map(f => f.forme))
  const nonVus = [...adressesPdf(SLUG).values()].filter(f => !vus.has(f))
  if (nonVus.length > 0)
    console.log(
      `\nPDF que personne n’a sous la main à ce moment (npm test les lit)\u00a0: ${nonVus.map(f => f.replace(SLUG, ':appel')).join(', ')}`,
    )
  const juges = new Set(constats.map(c => c.forme))
  const pieces = recolte.fichiers.filter(f => !juges.has(f.forme))
  console.log(
    `${pieces.length} pièces déposées par des personnes (${pieces.filter(estPdf).length} PDF) ne sont pas jugées\u00a0: elles sont à elles.`,
  )
  if (sirene.length > 0) {
    console.log(
      `\nEn attente de Sirene (npm run sirets:importer)\u00a0: ${sirene.length} lignes sans SIRET ni RNA, qui ne s’inventent pas.`,
    )
    for (const s of sirene) console.log(`  ${s}`)
  }
  for (const e of erreurs) console.error(`ERREUR ${e}`)
  console.log(erreurs.length > 0 ? `\n${erreurs.length} erreurs.` : `\nAucune erreur, ${constats.length} jugements.`)
  process.exitCode = erreurs.length > 0 ? 1 : 0
} finally {
  recolte.effacer()
}
