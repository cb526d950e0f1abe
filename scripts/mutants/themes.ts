// What the campaign changes: the files of each theme, pages' drawing left out (a label is no rule). A file is of the first theme that holds it.
import { globSync } from 'node:fs'

const THEMES: Readonly<Record<string, readonly string[]>> = {
  journal: ['src/features/journal/**', 'src/features/*/noter*.ts'],
  'données ouvertes': ['src/features/donnees-ouvertes/**', 'src/features/laureats/**', 'src/features/projets-passes/**'],
  secret: [
    'src/features/comite/{conflits,notation,salle,proces-verbal}/**',
    'src/features/comite/scenarios/{acces,lire}.ts',
    'src/features/avis/**',
    'src/features/notifications/**',
  ],
  délais: [
    'src/lib/{dates,periodes,horloge}.ts',
    'src/features/suivi/{periodes.ts,rappels/**,bilans/**}',
    'src/features/delais/**',
    'src/features/{rappels,depot,complements,irrecevabilite}/**',
    'src/features/instruction/interims/**',
    'src/features/conservation/**',
  ],
  argent: [
    'src/lib/{euros,en-lettres}.ts',
    'src/features/{enveloppes,optimiseur,decisions}/**',
    'src/features/suivi/**',
    'src/features/{plan,budget}/**',
    'src/features/comite/scenarios/**',
    'src/features/recevabilite/**',
  ],
  droits: [
    'src/contexte.ts',
    'src/origine.ts',
    'src/features/{comptes,structures}/*.ts',
    'src/features/comite/{comite.rules,acte,seance}.ts',
    'src/features/comite/seance/**',
    'src/features/{decret,dossiers,examen,contenu,etats,constats}/**',
    'src/features/{derogations,partenaires,pieces}/**',
    'src/features/{perimetre,service,messages}/**',
    'src/features/instruction/*.ts',
    'src/features/instruction/{groupe,dossier}/**',
    'src/features/appels/publication/**',
  ],
}
const LAISSES = /\.(test|view|donnees|mots|d)\.tsx?$|\/(index|code-highs)\.ts$|\/schemas\//

/** Each file of a theme, with its theme. */
export function fichiersDesThemes(): Map<string, string> {
  const fichiers = new Map<string, string>()
  for (const [theme, motifs] of Object.entries(THEMES))
    for (const f of globSync([...motifs]).sort()) if (/\.tsx?$/.test(f) && !LAISSES.test(f) && !fichiers.has(f)) fichiers.set(f, theme)
  return fichiers
}
