import { valeurA } from '../../formes/index.ts'
import type { Valeur } from '../document/gestes.ts'
import { type Groupe, groupe, liste } from '../motifs/lire-brut.ts'

/** What the second temps takes from the call as it is: what a full dossier asks for was written there until now. */
const REPRIS = ['natures', 'plan', 'pieces', 'engagements'] as const

/**
 * What a second temps begins with: the form, the pieces and the plan of the call, whose first temps then keeps what an intention needs; its closing is left to be said. A
 * question of both is the same question: its answer follows. Pure.
 */
export function secondTemps(brut: unknown): Valeur {
  const appel = groupe(brut)
  const formulaires = liste(appel.formulaires)
  const pris = formulaires.map(f => f.code)
  const siens = formulaires.length > 0 ? formulaires : [VIDE(liste(appel.volets).map(v => v.code))]
  const clauses = Object.keys(groupe(appel.clauses)).slice(0, 1)
  const complets = siens.map((f, i) => {
    const code = libre('dossier_complet', '_', pris)
    pris.push(code)
    return { ...f, code, titre: siens.length > 1 ? `Dossier complet, ${i + 1}` : 'Dossier complet' }
  })
  return structuredClone({
    dossier_complet: {
      cloture: '',
      ...Object.fromEntries(REPRIS.flatMap(cle => (valeurA(brut, [cle]) === undefined ? [] : [[cle, valeurA(brut, [cle])]]))),
      formulaires: complets,
      // a temps has a rule: this one is respected by every plan that is filled in
      regles: [
        {
          id: libre(
            'cout-dit',
            '-',
            liste(appel.regles).map(r => r.id),
          ),
          titre: 'Coût du projet',
          clauses,
          etape: etapeDuPlan(complets),
          controles: [{ formule: 'coût global > 0 €', sinon: 'non_respectee', phrase: 'Le plan de financement n’a pas de dépense.' }],
          respectee: 'Coût {coût global}.',
        },
      ],
    },
  }) as Valeur
}

const VIDE = (volets: unknown[]): Groupe => ({
  volets,
  etapes: [
    { code: 'porteur', titre: 'Structure', blocs: ['structure'] },
    { code: 'projet', titre: 'Le projet', blocs: ['projet'] },
    { code: 'plan', titre: 'Plan de financement', blocs: ['plan', 'pieces'] },
    { code: 'depot', titre: 'Relire et déposer', blocs: ['depot'] },
  ],
})
function etapeDuPlan(formulaires: readonly Groupe[]): string {
  const etapes = formulaires.flatMap(f => liste(f.etapes))
  const duPlan = etapes.find(e => Array.isArray(e.blocs) && e.blocs.includes('plan'))
  return String((duPlan ?? etapes[0])?.code ?? 'plan')
}

const libre = (nom: string, lien: string, pris: readonly unknown[]) => {
  for (let n = 1; ; n++) {
    const essai = n === 1 ? nom : `${nom}${lien}${n}`
    if (!pris.includes(essai)) return essai
  }
}
