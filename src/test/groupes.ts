import { nouvelId } from '../contexte.ts'
import type { ActeGroupe } from '../features/instruction/groupe/groupe.rules.ts'
import { jouerActe } from '../features/instruction/index.ts'
import { paths } from '../paths.ts'
import type { MondeInstruction } from './instruits.ts'

type Corps = Record<string, string | string[]>
type Qui = { cookie: string }

/** Bulk acts as somebody asks them: prepared, asked, played by the job, read. */
export function groupesDe({ w, referent }: Pick<MondeInstruction, 'w'> & { referent: Qui }) {
  const nombreDe = ({ dossier }: Corps) => String([dossier ?? []].flat().length)
  const preparer = (acte: ActeGroupe, corps: Corps, qui: Qui = referent) =>
    w.post(paths.instruction.preparationActe, { acte, ...corps }, qui.cookie)
  const demander = (acte: ActeGroupe, corps: Corps, qui: Qui = referent) =>
    w.post(paths.instruction.actes, { acte, nombre: nombreDe(corps), cle: nouvelId(), ...corps }, qui.cookie)
  const lancer = async (acte: ActeGroupe, corps: Corps, qui: Qui = referent) => {
    const r = await demander(acte, corps, qui)
    const id = /#acte-([0-9a-f-]{36})$/.exec(r.headers.get('location') ?? '')?.[1]
    if (!id) throw new Error(`no act: ${r.status}`)
    return id
  }
  const jouer = (id: string, options: { dernierEssai?: boolean; passeMs?: number } = {}) => jouerActe(w.deps, { id }, options)
  return {
    preparer,
    demander,
    lancer,
    jouer,
    faire: async (acte: ActeGroupe, corps: Corps, qui: Qui = referent) => {
      const id = await lancer(acte, corps, qui)
      await jouer(id)
      return id
    },
    page: (id: string, qui: Qui = referent) => w.get(paths.instruction.acte(id), qui.cookie),
    etiqueterUn: (dossier: string, nouvelles: string) => w.post(paths.instruction.etiquettes(dossier), { nouvelles }, referent.cookie),
    /** How many dossiers in each state. */
    comptes: async (id: string): Promise<Record<string, number>> => {
      const { rows } = await w.owner.query(
        'select etat, count(*)::int as n from acte_groupe_ligne where acte_groupe_id = $1 group by etat',
        [id],
      )
      return Object.fromEntries(rows.map(r => [r.etat, r.n]))
    },
  }
}
export type Groupes = ReturnType<typeof groupesDe>
