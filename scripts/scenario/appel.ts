import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { composer } from '../../src/lib/accents.ts'
import { parseEuros } from '../../src/lib/euros.ts'

/** What the scenario needs to know of the call that it plays, read in its file. */
export function lireAppelDuFichier(fichier: string) {
  const source = composer(readFileSync(fichier, 'utf8'))
  const lu = parse(source) as {
    slug: string
    natures: { code: string; libelle: string; eligible: string }[]
    regime: { versements: { avance_max: string } }
    engagements: { code: string }[]
    enveloppes: { montant: string }[]
    regles: { id: string; titre: string; clauses: string[] }[]
    formulaires: { volets: string[]; etapes: { code: string; blocs?: string[] }[] }[]
  }
  const etapes = (volet: string) => lu.formulaires.find(f => f.volets.includes(volet))!.etapes
  return {
    source,
    slug: lu.slug,
    regles: lu.regles.map(({ id, titre, clauses: [clause = ''] }) => ({ id, titre: titre.replaceAll("'", '’'), clause })),
    engagements: lu.engagements.map(e => e.code),
    nature: (code: string) => lu.natures.find(n => n.code === code)?.libelle ?? code,
    /** Whether the aid pays a part of what this nature of expense costs. */
    payee: (code: string) => ['oui', 'marginale'].includes(lu.natures.find(n => n.code === code)?.eligible ?? ''),
    /** The most that may be advanced, in hundredths of the aid. */
    avance: Number.parseInt(lu.regime.versements.avance_max, 10),
    montant: lu.enveloppes.reduce((t, e) => t + centimes(e.montant), 0),
    /** The steps that one fills in, in their order: neither the files nor the filing. */
    etapes: (volet: string) => etapes(volet).filter(e => !e.blocs?.some(b => b === 'pieces' || b === 'depot')),
  }
}

export function centimes(texte: string): number {
  const lu = parseEuros(texte.replace(/[\u00a0\u202f]/g, ' '))
  if (!lu.ok) throw new Error(`montant illisible\u00a0: ${texte}`)
  return lu.value
}
