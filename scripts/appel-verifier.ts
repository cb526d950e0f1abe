// Checks a call's file and plays its test dossiers: `npm run appel:verifier FICHIER`. Prints every mistake, or what each test dossier that fails expected and got (exit 1), or a
// summary (exit 0).
import { readFileSync } from 'node:fs'
import { lireAppel } from '../src/features/appels/lire-appel.ts'
import { direEcarts, jouerLesEssais } from './essais.ts'

const fichier = process.argv[2]
if (!fichier) {
  console.error('Indiquez le fichier à vérifier : npm run appel:verifier appels/mon-appel/appel.yml')
  process.exit(2)
}

let texte: string
try {
  texte = readFileSync(fichier, 'utf8')
} catch {
  console.error(`${fichier} : ce fichier ne s’ouvre pas. Vérifiez son nom.`)
  process.exit(2)
}

const lu = lireAppel(texte, fichier)
if (lu.ok) {
  const a = lu.value
  const compte = (n: number, mot: string) => `${n} ${mot}${n > 1 ? 's' : ''}`
  const questions = new Set(a.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => q.id))))
  const parties = [
    compte(Object.keys(a.clauses).length, 'clause'),
    compte(a.volets.length, 'volet'),
    compte(a.calendrier.vagues.length, 'vague'),
    compte(a.formulaires.length, 'formulaire'),
    compte(questions.size, 'question'),
    compte(a.pieces.length, 'pièce'),
    compte(a.regles.length, 'règle'),
    compte(a.criteres.liste.length, 'critère'),
  ]
  const joues = await jouerLesEssais(a, texte)
  const ecarts = direEcarts(joues)
  if (joues.length > 0) parties.push(compte(joues.length, 'essai'))
  if (ecarts.length > 0) {
    const faux = joues.filter(j => j.ecarts.length > 0).length
    console.error(
      `${ecarts.join('\n\n')}\n\n${fichier} : l’appel est juste, mais ${faux} de ses ${compte(joues.length, 'essai')} ne donne${faux > 1 ? 'nt' : ''} pas ce qu’il attend.`,
    )
    process.exit(1)
  }
  console.log(`${fichier} : l’appel « ${a.titre} » est prêt à être publié.\n${parties.join(', ')}.`)
} else {
  for (const e of lu.error) console.error(`${e.fichier}:${e.ligne}:${e.colonne}${e.champ ? ` ${e.champ}` : ''}\n  ${e.message}`)
  console.error(`\n${lu.error.length} point${lu.error.length > 1 ? 's' : ''} à corriger.`)
  process.exit(1)
}
