import { expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type GestesComplements, gestesComplements, surUnDossierInstruit } from '../../../test/complements.ts'
import { actesDe, ligneDe, type MondeInstruction } from '../../../test/instruits.ts'
import { lisible, publier } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
let g: GestesComplements
surUnDossierInstruit(v => {
  ;({ m, id, g } = v)
})

const prolonger = async (corps: Record<string, string>, qui = m.referent) => {
  const [k] = await g.demandes()
  return m.w.post(paths.instruction.prolongationComplement(id, k!.id), { vu: String(k!.echeance.getTime()), ...corps }, qui.cookie)
}

it('le délai est prolongé une fois sur six, le porteur en reçoit un courriel, le journal dit de quand à quand et pourquoi', async () => {
  await g.demander()
  // all six pages were opened before the first of them was sent
  const vu = String((await g.demandes())[0]!.echeance.getTime())
  const corps = { vu, jour: '29/10/2021', raison: 'Le conseil se réunit le 25.' }
  const six = await Promise.all(Array.from({ length: 6 }, () => prolonger(corps)))
  expect(six.filter(r => r.status === 303)).toHaveLength(1)
  expect(six.filter(r => r.status === 409)).toHaveLength(5)
  const courriels = await g.courriels('Plus de temps')
  expect(courriels).toHaveLength(1)
  expect(courriels[0]!.texte).toContain('jusqu’au 29\u00a0octobre\u00a02021 inclus, au lieu du 12\u00a0octobre\u00a02021')
  expect(courriels[0]!.texte).toContain('Le conseil se réunit le 25.')
  expect((await actesDe(m.w, id)).filter(a => a.action === 'instruction.complement_prolonge')).toMatchObject([
    { numero: 1, de: '2021-10-12T21:59:59.000Z', echeance: '2021-10-29T21:59:59.000Z', raison: 'Le conseil se réunit le 25.' },
  ])
  expect((await ligneDe(m.w, id)).complement_avant).toEqual(new Date('2021-10-29T21:59:59Z'))
  const page = await lisible(await g.page())
  for (const mot of ['1 prolongation', 'prolonge jusqu’au 29/10/2021 la demande']) expect(page).toContain(mot)
  expect(await lisible(await m.w.get(paths.dossiers.complements(id), m.porteur.cookie))).toContain('vendredi 29 octobre 2021')
})

it('un jour illisible, passé ou plus tôt que celui donné revient avec ce qui était écrit', async () => {
  await g.demander()
  for (const jour of ['bientôt', '12/10/2021', '01/10/2021']) {
    const r = await prolonger({ jour, raison: 'Une raison.' })
    expect(r.status).toBe(422)
    const page = await r.text()
    expect(page).toContain(`value="${jour}"`)
    expect(page).toContain('Une raison.')
  }
  m.w.regler('2021-10-20T09:00:00')
  expect((await prolonger({ jour: '19/10/2021' })).status).toBe(422)
  expect((await prolonger({ jour: '20/10/2021' })).status).toBe(303)
})

it('en retard, la demande dit ce que le service peut faire, et le porteur peut encore répondre', async () => {
  await g.demander()
  m.w.regler('2021-10-15T09:00:00')
  const page = await lisible(await g.page())
  for (const mot of [
    'Réponse en retard de 3 jours',
    'Prolonger le délai',
    'Retirer la demande',
    'décider de la suite : 1 réponse en retard',
  ])
    expect(page).toContain(mot)
  expect((await g.repondre()).status).toBe(303)
  expect(await lisible(await g.page())).toContain(', en retard')
})

it('ce qui n’attend plus ne se prolonge pas ; ailleurs, la demande n’existe pas ; le porteur n’y peut rien', async () => {
  await g.demander()
  expect((await prolonger({ jour: '29/10/2021' }, m.ailleurs)).status).toBe(404)
  expect((await prolonger({ jour: '29/10/2021' }, m.porteur)).status).toBe(404)
  const inconnue = paths.instruction.prolongationComplement(id, crypto.randomUUID())
  expect((await m.w.post(inconnue, { jour: '29/10/2021' }, m.referent.cookie)).status).toBe(404)
  await g.repondre()
  const r = await prolonger({ jour: '29/10/2021', raison: 'Trop tard.' })
  expect(r.status).toBe(409)
  const texte = await lisible(r)
  expect(texte).toContain('Le porteur a répondu à la demande n° 1')
  expect(texte).toContain('« Trop tard. »')
})

it('la date proposée est celle de l’appel ; un appel qui ne dit rien n’en propose pas, et la page le dit', async () => {
  const valeur = async () => /<input[^>]*value="([^"]*)"[^>]*id="echeance"/.exec(await (await g.page()).text())?.[1]
  expect(await valeur()).toBe('12/10/2021')
  expect(await lisible(await g.page())).toContain('L’appel donne 14 jours au porteur.')
  await publier(m.w, texte => texte.replace(/^ {2}complements:.*\n/m, ''))
  id = await m.dossier()
  g = gestesComplements(m, id)
  expect(await valeur()).toBe('')
  expect(await lisible(await g.page())).toContain('L’appel ne fixe pas de délai')
})

it('le service voit si la demande a été ouverte, et le journal le dit une fois, qui que ce soit qui l’ouvre', async () => {
  await g.demander()
  expect(await lisible(await g.page())).toContain('Personne ne l’a encore ouverte.')
  await Promise.all(Array.from({ length: 4 }, () => m.w.get(paths.dossiers.complements(id), m.porteur.cookie)))
  const page = await lisible(await g.page())
  expect(page).toContain('Elle a été ouverte.')
  expect(page.match(/ouvre la demande de compléments n° 1/g)).toHaveLength(1)
})
