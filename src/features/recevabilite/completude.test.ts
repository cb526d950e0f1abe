import { expect, it } from 'vitest'
import { base } from '../../test/appels/itn7-base.ts'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { evaluer, preparerRegles } from './index.ts'

const regles = preparerRegles(chargerAppel('appels/itn7-axe3-corse-2021/appel.yml'), 'completude.test')

it('une réponse obligatoire qui manque bloque le dépôt, avec son étape et son champ', () => {
  const { resume: _, ...reponses } = base.reponses!
  const dits = evaluer(regles, { ...base, reponses }, 'depot').filter(v => v.regle.startsWith('completude-'))
  expect(dits).toMatchObject([{ regle: 'completude-projet', resultat: 'a_completer', bloquant: true, etape: 'projet', champ: 'resume' }])
  expect(evaluer(regles, base, 'depot').filter(v => v.regle.startsWith('completude-'))).toEqual([])
})
