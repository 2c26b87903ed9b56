### A model server as the interviewer: why it gave no answer. The bank takes the turn meanwhile.

model-server-unreachable = The model server cannot be reached at the moment. The question bank takes over meanwhile; whoever runs Greenroom starts the server, or corrects GREENROOM_MODEL_URL.
model-server-slow = The model server took too long to answer. The question bank takes over meanwhile; a smaller model, or a larger machine, answers sooner.
model-server-busy = The model server has too much to do at the moment, or still loads its model. The question bank takes over meanwhile.
model-server-refused = The model server does not accept Greenroom's key. The question bank takes over meanwhile; whoever runs Greenroom corrects GREENROOM_MODEL_KEY.
model-server-no-model = The model server does not know the address or the model it is asked for. The question bank takes over meanwhile; whoever runs Greenroom corrects GREENROOM_MODEL_URL or GREENROOM_MODEL.
model-server-too-long = The model server finds the interview too long for its model. The question bank takes over meanwhile; whoever runs Greenroom gives the server a longer context.
model-server-strange = The model server answers what Greenroom does not understand. The question bank takes over meanwhile.
