import { formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { type Appel, type Ecran, type Question, questionDe, voletDe } from '../../cahier/index.ts'
import type { Faits, Reponse } from '../../verdicts/index.ts'
import { naturesDemandees } from '../simulateur.form.ts'
import { majuscule } from './appels.mots.ts'

type Repondu = { appel: Appel; faits: Omit<Faits, 'instant'>; libelleStructure?: string | undefined }

/** What was answered to a screen, in words; nothing when it was not. Pure. */
export function valeurDe({ appel, faits, libelleStructure }: Repondu, e: Ecran): string | undefined {
  const { montants = {}, depenses = {} } = faits
  switch (e.type) {
    case 'structure':
      return libelleStructure
    case 'volet_actions': {
      const volet = faits.volet ? voletDe(appel, faits.volet) : undefined
      const actions = volet?.actions
        .filter(a => faits.actions?.includes(a.code))
        .map(a => a.libelle.charAt(0).toLowerCase() + a.libelle.slice(1))
      return volet && `Volet\u00a0${volet.numero}\u00a0: ${(actions ?? []).join(', ')}`
    }
    case 'ressources':
      return enPhrase([
        ['Coût total', montants.cout],
        ...(appel.aide.calcul === undefined ? [['aide demandée', montants.aide] as [string, number | undefined]] : []),
        ['votre part', montants.part],
        ['autres', montants.autres],
      ])
    case 'depenses':
      return (
        enPhrase(naturesDemandees(appel, e).map(n => [appel.natures.find(x => x.code === n)?.libelle ?? n, depenses[n] ?? undefined])) ||
        'Aucune'
      )
    case 'partenaires':
      return faits.partenaires && (faits.partenaires.nombre === 0 ? 'Aucune' : formatNombre(faits.partenaires.nombre))
    case 'question': {
      const q = questionDe(appel, e.question)
      const r = faits.reponses?.[e.question]
      return q && r !== undefined ? enMots(q, r) : undefined
    }
  }
}

const enPhrase = (lignes: [string, number | undefined][]) =>
  majuscule(lignes.flatMap(([nom, c]) => (c === undefined ? [] : [`${nom} ${formatEuros(c)}`])).join(', '))

/** An answer in words: label of the option, day in full, amount in euros. */
function enMots(q: Question, r: Reponse): string {
  const option = (code: string) => q.options?.find(o => o.code === code)?.libelle ?? code
  if (typeof r === 'boolean') return r ? 'Oui' : 'Non'
  if (typeof r === 'number') return q.type === 'montant' ? formatEuros(r) : formatNombre(r)
  if (typeof r !== 'string') return r.map(option).join(', ')
  return q.type === 'date' ? formatDateCivile(r) : option(r)
}
