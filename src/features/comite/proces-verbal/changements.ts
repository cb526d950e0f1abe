import type { ContenuPv } from './contenu.ts'

export type Changement = { ou: string; avant: string; apres: string }

/** What a version says otherwise than another, in the order of the page; nothing of the debates that this reader does not read. Pure. */
export function changementsDe(avant: ContenuPv, apres: ContenuPv, deports: ReadonlySet<string>): Changement[] {
  const debats = apres.dossiers
    .filter(d => !deports.has(d.id))
    .map(d => ({
      ou: `Débat du dossier ${d.rang}, ${d.titre}`,
      avant: avant.dossiers.find(x => x.id === d.id)?.conclusion ?? '',
      apres: d.conclusion,
    }))
  return [...debats, { ou: 'Remarques générales', avant: avant.remarques, apres: apres.remarques }].filter(c => c.avant !== c.apres)
}
