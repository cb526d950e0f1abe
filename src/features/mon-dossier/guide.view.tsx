import { Etapes } from '../../ui/dossier.tsx'
import { ContenuDeLAide, MontantDuPlan } from '../aide/index.ts'
import { type Tete, vueEtape } from '../cadre/index.ts'
import type { Etape } from '../cahier/index.ts'
import type { Champ } from '../contenu/index.ts'
import { type Avancement, minutesRestantes, motEffort } from '../examen/index.ts'
import { guideDesTableaux } from '../tableaux/index.ts'
import type { AideCalculee, Verdict } from '../verdicts/index.ts'
import { ReglesEtape, reglesDesChamps } from './regles.view.tsx'
import type { TableauMontre } from './tableaux-montres.ts'

type Props = {
  tete: Tete
  etapes: readonly Avancement[]
  etape: Etape
  champs: readonly Champ[]
  verdicts: readonly Verdict[]
  aide?: AideCalculee | undefined
  tableaux: readonly TableauMontre[]
}

/** What a saving changes around the fields of an open step: the steps, the verdicts of each field, those below. A script puts each in its place. */
export const Guide = ({ tete, etapes, etape, champs, verdicts, aide, tableaux }: Props) => {
  const regles = reglesDesChamps({ verdicts, champs, tete, etape })
  return (
    <>
      <div data-guide="etapes">
        <Etapes etapes={etapes.map(e => vueEtape(e, tete, etape.code))} effort={motEffort(minutesRestantes(etapes))} />
      </div>
      {champs.map(c => (
        <div data-guide={`${c.nom}-regle`}>{regles[c.nom]}</div>
      ))}
      {aide && (
        <>
          <div data-guide="aide">
            <ContenuDeLAide aide={aide} />
          </div>
          <span data-guide="aide-montant">
            <MontantDuPlan aide={aide} />
          </span>
        </>
      )}
      {guideDesTableaux(tableaux)}
      <ReglesEtape verdicts={verdicts} champs={champs} tete={tete} etape={etape} />
    </>
  )
}
