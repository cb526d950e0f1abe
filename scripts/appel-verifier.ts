// Checks a call's file and plays its test dossiers: `npm run appel:verifier FICHIER [-- --guichet guichets/x.yml] [--en-vigueur publie.yml] [--strict]`. Prints every remark with its
// place, or what each test dossier that fails expected and got, then a summary.
// Exit: 0 when it may be published, 1 when something forbids it or a test dossier fails, 2 when a file does not open, 3 with `--strict` when only warnings are left.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { lireConfig } from '../src/config.ts'
import { lireAppel } from '../src/features/appels/lire-appel.ts'
import { type Point, verifierAppel } from '../src/features/appels/verification/verifier-appel.ts'
import { composer } from '../src/lib/accents.ts'
import { direEcarts, jouerLesEssais } from './essais.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { guichet: { type: 'string' }, 'en-vigueur': { type: 'string' }, strict: { type: 'boolean', default: false } },
})
const [fichier] = positionals
if (!fichier) {
  console.error('Indiquez le fichier à vérifier : npm run appel:verifier appels/mon-appel/appel.yml')
  process.exit(2)
}

function lire(nom: string): string {
  try {
    return composer(readFileSync(nom, 'utf8'))
  } catch {
    console.error(`${nom} : ce fichier ne s’ouvre pas. Vérifiez son nom.`)
    process.exit(2)
  }
}
const compte = (n: number, mot: string) => `${n} ${mot}${n > 1 ? 's' : ''}`
const dire = ({ ligne, colonne, champ, niveau, fait, consequence, remede }: Point) =>
  console.error(
    `${fichier}:${ligne}:${colonne}${champ ? ` ${champ}` : ''}\n  ${niveau === 'erreur' ? '' : 'Avertissement : '}${[fait, consequence, remede].filter(Boolean).join(' ')}`,
  )

const texte = lire(fichier)
const enVigueur = options['en-vigueur'] && lire(options['en-vigueur'])
const points = verifierAppel(texte, fichier, {
  ...(options.guichet ? { territoire: lireConfig({ GUICHET_CONFIG: options.guichet }).guichet.territoire } : {}),
  ...(enVigueur ? { enVigueur, instant: new Date() } : {}),
})
for (const p of points) dire(p)
const erreurs = points.filter(p => p.niveau === 'erreur').length
const avertissements = points.length - erreurs
if (erreurs > 0) {
  console.error(
    `\n${compte(erreurs, 'point')} à corriger${avertissements > 0 ? `, ${compte(avertissements, 'avertissement')}` : ''}. L’appel ne peut pas être publié.`,
  )
  process.exit(1)
}

const lu = lireAppel(texte, fichier)
if (lu.ok) {
  const a = lu.value
  // both temps, where the call has two: a question that both ask is one
  const temps = a.second ? [a, a.second] : [a]
  const de = <T>(cle: (t: typeof a) => readonly T[]) => temps.flatMap(cle)
  const questions = new Set(de(t => t.formulaires).flatMap(f => f.etapes.flatMap(e => e.questions.map(q => q.id))))
  const parties = [
    compte(Object.keys(a.clauses).length, 'clause'),
    compte(a.volets.length, 'volet'),
    a.calendrier.continu ? 'dépôt au fil de l’eau' : compte(a.calendrier.vagues.length, 'vague'),
    compte(de(t => t.formulaires).length, 'formulaire'),
    compte(questions.size, 'question'),
    compte(new Set(de(t => t.pieces).map(p => p.code)).size, 'pièce'),
    compte(de(t => t.regles).length, 'règle'),
    a.comite ? compte(a.criteres.liste.length, 'critère') : 'sans comité',
  ]
  const joues = await jouerLesEssais(a, texte)
  const ecarts = direEcarts(joues)
  if (ecarts.length > 0) {
    const faux = joues.filter(j => j.ecarts.length > 0).length
    console.error(
      `${ecarts.join('\n\n')}\n\n${fichier} : l’appel est juste, mais ${faux} de ses ${compte(joues.length, 'essai')} ne donne${faux > 1 ? 'nt' : ''} pas ce qu’il attend.`,
    )
    process.exit(1)
  }
  const suite = avertissements > 0 ? `, ${compte(avertissements, 'avertissement')} : à la publication, il faudra dire pourquoi` : ''
  const essais =
    joues.length === 0
      ? 'Aucun essai : écrivez-en trois au moins.'
      : `${compte(joues.length, 'essai')} joué${joues.length > 1 ? 's, tous donnent ce qu’ils attendent' : ', il donne ce qu’il attend'}.`
  console.log(`${fichier} : l’appel « ${a.titre} » est prêt à être publié${suite}.\n${parties.join(', ')}. ${essais}`)
}
if (options.strict && avertissements > 0) process.exit(3)
