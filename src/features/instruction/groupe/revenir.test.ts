import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type Groupes, groupesDe } from '../../../test/groupes.ts'
import { actesDe, analyser, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let g: Groupes
let [a, b]: string[] = []
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
  g = groupesDe(m)
})
beforeEach(async () => {
  ;[a, b] = [await m.dossier(), await m.dossier()]
})
afterAll(() => m.w.close())

const deux = () => [a!, b!]
const revenir = (acte: string, qui: { cookie: string } = m.referent) => m.w.post(i.retourActe(acte), {}, qui.cookie)
/** Asks the way back and plays it. Gives its act. */
async function fait(acte: string) {
  const id = /actes\/([0-9a-f-]{36})$/.exec((await revenir(acte)).headers.get('location')!)![1]!
  await g.jouer(id)
  return id
}
const lue = async (acte: string) => lisible(await g.page(acte))

describe('revenir sur un acte groupé', () => {
  it('affectés par erreur, les dossiers retrouvent qui les suivait ; l’un a déjà été pris en main, il reste, et le compte rendu dit pourquoi', async () => {
    await m.w.post(i.affectation(a!), { a: m.administratrice.id, vu: '' }, m.referent.cookie)
    const acte = await g.faire('affecter', { dossier: deux(), a: m.collegue.id, reprendre: 'oui' })
    expect(await lue(acte)).toContain('Annuler cet acte')
    m.w.regler('2021-09-28T16:00:00')
    await m.w.post(i.verdict(b!, 'porteur'), { resultat: 'respectee', raison: 'Vu.', vu: '' }, m.collegue.cookie)
    const retour = await fait(acte)
    expect((await ligneDe(m.w, a!)).assigne_a).toBe(m.administratrice.id)
    expect((await ligneDe(m.w, b!)).assigne_a).toBe(m.collegue.id)
    const page = await lue(retour)
    expect(page).toContain('Annuler « Affecter » : 1 fait, 1 refusé sur 2')
    expect(page).toContain('Seconde référente de la Corse-du-Sud a agi sur ce dossier depuis, 28 septembre 2021 à 16 h 00.')
    expect(page).not.toContain('Reprendre le dossier refusé')
    expect(await lue(acte)).toContain('Vous avez annulé cet acte.')
    // whoever was told by mail is told again
    const sujets = (await m.w.courriels()).filter(c => c.destinataire === m.collegue.courriel).map(c => c.sujet)
    expect(sujets).toContain('1\u00a0dossier ne vous est plus affecté')
  })

  it('les étiquettes posées s’en vont, celles retirées reviennent, celles des autres restent', async () => {
    await g.etiqueterUn(a!, 'ancienne')
    m.w.regler('2021-09-28T15:30:00')
    const acte = await g.faire('etiqueter', { dossier: deux(), ajouter: 'lot nord', retirer: 'ancienne' })
    m.w.regler('2021-09-28T16:00:00')
    await g.etiqueterUn(a!, 'd’un collègue')
    await fait(acte)
    expect((await ligneDe(m.w, a!)).etiquettes.toSorted()).toEqual(['ancienne', 'd’un collègue'])
    expect((await ligneDe(m.w, b!)).etiquettes).toEqual([])
    expect((await actesDe(m.w, b!)).map(x => x.action)).toEqual(['instruction.etiquettes', 'instruction.etiquettes'])
  })

  it('passés au comité, ils reviennent en instruction, sauf celui auquel on a donné suite', async () => {
    for (const id of deux()) expect((await analyser(m, id)).status).toBe(303)
    const acte = await g.faire('passer_au_comite', { dossier: deux() })
    expect(await g.comptes(acte)).toEqual({ fait: 2 })
    m.w.regler('2021-09-28T16:00:00')
    await m.w.post(i.renvoi(b!), { raison: 'Une pièce à revoir.' }, m.administratrice.cookie)
    const retour = await fait(acte)
    expect((await ligneDe(m.w, a!)).etat).toBe('en_instruction')
    expect((await actesDe(m.w, a!)).at(-1)).toMatchObject({ action: 'instruction.renvoye', raison: 'Retour sur un acte groupé.' })
    expect(await lue(retour)).toContain('Administratrice a agi sur ce dossier depuis')
  })

  it('sur ma liste, « Annuler » est à côté du compte rendu, et me laisse sur la même liste', async () => {
    const acte = await g.faire('etiqueter', { dossier: deux(), ajouter: 'par erreur', filtre: 'affecte=personne' })
    const liste = async () => (await m.w.get(`${i.boite}?affecte=personne`, m.referent.cookie)).text()
    expect((await liste()).includes(`action="${i.retourActe(acte)}"`)).toBe(true)
    const r = await m.w.post(i.retourActe(acte), { depuis: 'liste' }, m.referent.cookie)
    const [, vers, retour] = /^(.*)#acte-([0-9a-f-]{36})$/.exec(r.headers.get('location')!)!
    expect(vers).toBe(`${i.boite}?affecte=personne`)
    m.w.regler('2021-09-28T16:00:00')
    await g.jouer(retour!)
    for (const id of deux()) expect((await ligneDe(m.w, id)).etiquettes).toEqual([])
    expect(await lisible(await m.w.get(vers!, m.referent.cookie))).toContain('Annuler « Étiqueter » : 2 faits sur 2')
    expect((await liste()).includes(`action="${i.retourActe(acte)}"`)).toBe(false)
  })

  it('six collègues agissent au moment où l’on annule : nul n’a bâti sur ce qui a été repris sans que le compte rendu le dise', async () => {
    const six = [...deux()]
    while (six.length < 6) six.push(await m.dossier())
    const acte = await g.faire('affecter', { dossier: six, a: m.collegue.id, reprendre: 'oui' })
    m.w.regler('2021-09-28T16:00:00')
    const id = /actes\/([0-9a-f-]{36})$/.exec((await revenir(acte)).headers.get('location')!)![1]!
    const juger = (dossier: string) =>
      m.w.post(i.verdict(dossier, 'porteur'), { resultat: 'respectee', raison: 'Vu.', vu: '' }, m.collegue.cookie)
    await Promise.all([g.jouer(id), ...six.map(juger)])
    const { fait = 0, refuse = 0 } = await g.comptes(id)
    expect(fait + refuse).toBe(6)
    for (const dossier of six) {
      const { rows } = await m.w.owner.query(
        "select action, acteur_id, rang::int from evenement where objet_id = $1 and (action = 'instruction.affecte' or acteur_id = $2) order by rang",
        [dossier, m.collegue.id],
      )
      const affectations = rows.filter(e => e.action === 'instruction.affecte')
      const bati = rows.find(e => e.acteur_id === m.collegue.id)
      const repris = (await ligneDe(m.w, dossier)).assigne_a === null
      expect(affectations).toHaveLength(repris ? 2 : 1)
      // kept, somebody had acted; taken back, whoever acted did it after
      if (!repris) expect(bati).toBeDefined()
      else if (bati) expect(bati.rang).toBeGreaterThan(affectations[1]!.rang)
    }
  })

  it('demandé six fois d’un coup, on n’y revient qu’une fois ; l’acte d’une autre personne n’existe pas', async () => {
    const acte = await g.faire('etiqueter', { dossier: deux(), ajouter: 'six' })
    const six = await Promise.all(Array.from({ length: 6 }, () => revenir(acte)))
    expect(six.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(new Set(six.map(r => r.headers.get('location'))).size).toBe(1)
    for (const qui of [m.collegue, m.ailleurs, m.porteur]) expect((await revenir(acte, qui)).status).toBe(404)
  })

  it('pas fini, ou parti par courriel, on n’y revient pas : la page dit pourquoi', async () => {
    const encours = await g.lancer('etiqueter', { dossier: deux(), ajouter: 'attend' })
    const r = await revenir(encours)
    expect(r.status).toBe(409)
    expect(await lisible(r)).toContain('Cet acte n’est pas fini')
    const ecrit = await g.faire('ecrire', { dossier: deux(), texte: 'Bonjour.' })
    expect(await lue(ecrit)).not.toContain('Annuler cet acte')
    const refus = await revenir(ecrit)
    expect(refus.status).toBe(409)
    expect(await lisible(refus)).toContain('Cet acte a envoyé des courriels')
  })
})
