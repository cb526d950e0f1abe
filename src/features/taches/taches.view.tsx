import { Taches } from '../../ui/listes.tsx'
import { Echeance, Typo } from '../../ui/texte.tsx'
import { EN_RETARD, type TacheEspace } from './taches.ts'

/** What waits for a person: what to do, where, until when, and the way there. */
export const ListeTaches = ({ taches }: { taches: readonly TacheEspace[] }) => <Taches taches={taches.map(tache)} />

const tache = (t: TacheEspace) => ({
  titre: t.titre,
  quoi: <Typo texte={t.quoi} />,
  ou: t.ou,
  delai: t.delai && {
    nombre: t.delai.reste,
    precision: (
      <>
        {t.delai.reste === EN_RETARD ? 'attendu le' : 'avant le'} <Echeance instant={t.delai.cloture} />
      </>
    ),
    proche: t.delai.proche,
  },
  action: { ...t.action, contexte: t.ou },
})
