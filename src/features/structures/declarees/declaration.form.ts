import { z } from 'zod'
import { sirenValide } from '../../../lib/siren.ts'
import { TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import { lireRna } from '../repertoire/sirene.rules.ts'
import { FONCTION } from '../structures.form.ts'

/** Kinds that somebody may declare: communes and EPCI are all in the referential. */
export const TYPES_DECLARABLES = [
  'association',
  'syndicat',
  'entreprise',
  'etablissement_public',
  'groupement',
  'pole_territorial',
  'personne_morale_financee',
  'etat',
  'autre',
] as const satisfies readonly TypeStructure[]
export const FORMES: { value: string; label: string }[] = TYPES_DECLARABLES.map(t => ({
  value: t,
  label: t === 'association' ? 'Association loi de 1901' : TYPES_STRUCTURE[t].charAt(0).toUpperCase() + TYPES_STRUCTURE[t].slice(1),
}))

const texte = (vide: string, max: number) => z.string().trim().min(1, vide).max(max, `${max}\u00a0caractères au plus`)
const chiffres = (v: string) => v.replace(/[\s\u00a0\u202f.]/g, '')

/** The number of the receipt that whoever asks for a SIREN or a RNA is given: letters, digits and what separates them. */
const RECEPISSE = /^[\p{L}\d](?=.*\d)[\p{L}\d ./_-]{3,59}$/u

/** What is declared of a structure: its number, or that of the receipt of its request for one, its name, its kind and where its seat is. Bounded as the directory's own are. */
export const declarationForm = z
  .object({
    numero: z.enum(['siren', 'rna', 'aucun'], 'Dites quel numéro vous avez'),
    siren: z.string().max(40).transform(chiffres),
    rna: z.string().max(40),
    demande: z.string().max(60, 'Ce numéro est trop long\u00a0: 60\u00a0caractères au plus').default(''),
    nom: texte('Écrivez le nom exact, celui des statuts', 250).refine(
      n => !/https?:|www\.|@/i.test(n),
      'Un nom de structure ne contient ni adresse ni lien',
    ),
    type: z.enum(TYPES_DECLARABLES, 'Choisissez la forme juridique'),
    commune: texte('Écrivez la commune du siège', 100),
    departement: z.string().regex(/^(\d{2,3}|2[AB])$/, 'Choisissez le département du siège'),
    adresse: texte('Écrivez l’adresse du siège', 300),
    fonction: FONCTION.min(1, 'Indiquez votre fonction, par exemple présidente de l’association'),
  })
  .transform((v, ctx) => {
    const dire = (champ: 'siren' | 'rna' | 'demande', message: string) => ctx.addIssue({ code: 'custom', path: [champ], message })
    const rna = v.rna.trim() === '' ? null : lireRna(v.rna)
    if (v.numero === 'siren') {
      if (v.siren === '') dire('siren', 'Écrivez le SIREN, neuf chiffres')
      else if (!sirenValide(v.siren)) dire('siren', 'Ce SIREN n’existe pas\u00a0: sa clé est fausse')
      return { ...v, rna: null, demande: null }
    }
    if (v.numero === 'aucun') {
      const demande = v.demande.trim().replace(/\s+/g, ' ').toUpperCase()
      if (!RECEPISSE.test(demande))
        dire('demande', 'Écrivez le numéro du récépissé de votre demande\u00a0: il suit la demande de SIREN ou de RNA')
      return { ...v, siren: null, rna: null, demande }
    }
    if (v.rna.trim() === '') dire('rna', 'Écrivez le RNA, sur le récépissé de la préfecture')
    else if (!rna) dire('rna', 'Un RNA est un W suivi de neuf signes, par exemple W2A1000291')
    if (v.type !== 'association') dire('rna', 'Seule une association a un RNA. Une autre structure déclare son SIREN')
    return { ...v, siren: null, rna, demande: null }
  })
export type Declaration = Omit<z.output<typeof declarationForm>, 'numero' | 'fonction'>

export const motifForm = z.object({
  raison: z.string().trim().min(1, 'Écrivez ce que le porteur doit corriger ou envoyer').max(1000, '1\u00a0000\u00a0caractères au plus'),
})
